package cases.marshal;

import io.nearcall.MarshalWith;
import io.nearcall.RemoteService;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

@RemoteService
public interface Bank {
    Account open(Account account);

    @MarshalWith(CalendarMarshaller.class)
    Calendar opened(@MarshalWith(CalendarMarshaller.class) Calendar wanted, Money deposit);

    Money total(Money money);

    CompletableFuture<Money> later(List<Money> money);

    record Account(
            Money balance,
            List<Money> history,
            Map<String, Money> pots,
            @MarshalWith(CalendarMarshaller.class) Calendar opened,
            @MarshalWith(CalendarMarshaller.class) List<Calendar> visits,
            @MarshalWith(CalendarMarshaller.class) Optional<Calendar> closed,
            @MarshalWith(ColorMarshaller.class) StringBuilder color,
            @MarshalWith(PathMarshaller.class) java.nio.file.Path path) {}
}
