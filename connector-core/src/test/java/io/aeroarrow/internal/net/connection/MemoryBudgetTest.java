package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    @Test
    void aShareIsAQuarterOfTheLimit() {
        MemoryBudget budget = new MemoryBudget(400, 100);
        try (MemoryBudget.Share share = budget.share()) {
            share.acquire(100);
            assertThat(share.isOver()).isFalse();
            share.acquire(1);
            assertThat(share.isOver()).isTrue();
            assertThat(budget.isOver()).isFalse();
            share.release(1);
            assertThat(share.isOver()).isFalse();
        }
        assertThat(budget.used()).isZero();
        assertThat(budget.peak()).isEqualTo(101);
    }

    @Test
    void allSharesAreOverIfTheyHoldTooMuchTogether() {
        MemoryBudget budget = new MemoryBudget(400, 100);
        List<MemoryBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            MemoryBudget.Share share = budget.share();
            share.acquire(90);
            shares.add(share);
        }
        assertThat(shares).allMatch(MemoryBudget.Share::isOver);
        shares.get(0).close();
        assertThat(shares).noneMatch(MemoryBudget.Share::isOver);
        shares.forEach(MemoryBudget.Share::close);
        assertThat(budget.used()).isZero();
    }

    @Test
    void nothingIsLostOrCountedTwiceWhenSharesCloseDuringChanges() {
        MemoryBudget budget = new MemoryBudget(1_000, 250);
        List<MemoryBudget.Share> shares = new ArrayList<>();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            MemoryBudget.Share share = budget.share();
            shares.add(share);
            threads.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 20_000; n++) {
                    share.acquire(7);
                    share.release(7);
                }
            }));
            threads.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 1_000; n++) {
                    share.close();
                }
            }));
        }
        threads.forEach(CompletableFuture::join);
        shares.forEach(MemoryBudget.Share::close);
        assertThat(budget.used()).isZero();
    }
}
