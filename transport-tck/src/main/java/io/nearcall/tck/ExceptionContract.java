package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Exceptions: what a method declares arrives as itself, anything else as a status. */
public interface ExceptionContract extends Contract {
    private static Vault vault(Rig rig) {
        return rig.connect(rig.serve(Vault.class, new Bank())).service(Vault.class);
    }

    private static Throwable thrown(Callable<CompletableFuture<String>> call) {
        return assertThrows(
                        ExecutionException.class, () -> call.call().get(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }

    private static void checkLocked(Vault.Locked locked) {
        assertEquals(3, locked.tries());
        assertEquals(List.of("Ada", "Bob"), locked.owners());
        assertEquals("locked after 3 tries", locked.getMessage());
        RpcException status = assertInstanceOf(RpcException.class, locked.getCause());
        check(StatusCode.UNKNOWN, Delivery.EXECUTED, status);
        assertNull(status.getCause(), "the server's cause travelled");
    }

    @Test
    default void aDeclaredExceptionArrivesWithItsFields(Rig rig) throws Exception {
        Vault vault = vault(rig);
        checkLocked(assertThrows(Vault.Locked.class, () -> vault.open("locked")));
        checkLocked(assertInstanceOf(Vault.Locked.class, thrown(() -> vault.openLater("locked"))));
        assertEquals("fine", vault.open("fine"));
    }

    @Test
    @Needs(Capability.SECOND_PROCESS)
    default void aDeclaredExceptionArrivesFromAnotherProcess(Rig rig) {
        Vault vault =
                rig.connect(rig.peer("serve", rig.target()).expect("listening")).service(Vault.class);
        checkLocked(assertThrows(Vault.Locked.class, () -> vault.open("locked")));
        checkLocked(assertInstanceOf(Vault.Locked.class, thrown(() -> vault.openLater("locked"))));
    }

    @Test
    default void itsStackIsTheCallers(Rig rig) {
        Vault vault = vault(rig);
        Vault.Locked locked = assertThrows(Vault.Locked.class, () -> vault.open("locked"));
        assertTrue(
                Arrays.stream(locked.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().contains("itsStackIsTheCallers")),
                () -> Arrays.toString(locked.getStackTrace()));
    }

    @Test
    default void aStatusOfItsOwnIsKept(Rig rig) {
        Vault vault = vault(rig);
        Vault.Empty empty = assertThrows(Vault.Empty.class, () -> vault.open("empty"));
        assertEquals("nothing in it", empty.getMessage());
        assertEquals(StatusCode.NOT_FOUND, empty.code());
        check(StatusCode.NOT_FOUND, Delivery.EXECUTED, (RpcException) empty.getSuppressed()[0]);
        assertInstanceOf(Vault.Empty.class, thrown(() -> vault.openLater("empty")));
    }

    @Test
    default void aSubclassArrivesAsWhatIsDeclared(Rig rig) {
        Vault vault = vault(rig);
        IOException io = assertThrows(IOException.class, () -> vault.open("io"));
        assertEquals(IOException.class, io.getClass());
        assertEquals("no such vault", io.getMessage());
        assertEquals(IOException.class, thrown(() -> vault.openLater("io")).getClass());
    }

    @Test
    default void anExceptionThatIsNotDeclaredArrivesAsAStatus(Rig rig) {
        Vault vault = vault(rig);
        check(StatusCode.INVALID_ARGUMENT, Delivery.EXECUTED, failure(() -> vault.open("undeclared")));
        check(
                StatusCode.INVALID_ARGUMENT,
                Delivery.EXECUTED,
                assertInstanceOf(RpcException.class, thrown(() -> vault.openLater("undeclared"))));
        check(StatusCode.ABORTED, Delivery.EXECUTED, failure(() -> vault.open("status")));
    }

    @Test
    default void anExceptionThatTheClientDoesNotKnowArrivesAsAStatus(Rig rig) {
        RpcClient client = rig.connect(rig.serve(Vault.class, new Bank()));
        Vault.Older older = client.service(new Renamed<>(Vault_OlderBinding.INSTANCE, VaultBinding.INSTANCE.name()));
        assertThrows(Vault.Locked.class, () -> older.open("locked"));
        String message = check(StatusCode.NOT_FOUND, Delivery.EXECUTED, failure(() -> older.open("empty")));
        assertEquals("nothing in it", message);
        checkNames(
                check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(() -> older.open("io"))),
                "FileNotFoundException",
                "no such vault");
    }

    @Test
    default void anExceptionThatCannotBeMadeAgainArrivesAsAStatus(Rig rig) {
        Vault vault = vault(rig);
        RpcException failure = failure(() -> vault.open("refused by its constructor"));
        check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure);
        checkNames(failure.getSuppressed()[0].getMessage(), "tries -1");
    }

    @Test
    default void anExceptionThatCannotBeWrittenArrivesAsAStatusThatSaysWhy(Rig rig) {
        Vault vault = vault(rig);
        checkNames(
                check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(() -> vault.open("null inside"))),
                "Locked",
                "locked after 3 tries",
                "owners[1]");
    }

    @Test
    default void anExceptionOverTheLimitArrivesAsAStatusThatSaysWhy(Rig rig) {
        Vault vault = vault(rig);
        for (String size : List.of("large", "huge")) {
            checkNames(
                    check(StatusCode.UNKNOWN, Delivery.EXECUTED, failure(() -> vault.open(size))),
                    "locked after 4 tries",
                    "over",
                    "nearcall.limits.metadata");
            check(
                    StatusCode.UNKNOWN,
                    Delivery.EXECUTED,
                    assertInstanceOf(RpcException.class, thrown(() -> vault.openLater(size))));
        }
    }
}
