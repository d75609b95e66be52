package cases.marshal;

import io.nearcall.Marshaller;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;

final class CalendarMarshaller implements Marshaller<Calendar, Instant> {
    @Override
    public Instant toWire(Calendar value) {
        return value.toInstant();
    }

    @Override
    public Calendar fromWire(Instant wire) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(wire.toEpochMilli());
        return calendar;
    }
}
