package io.airclass.mongo;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** Lets readers take several tables as they were between two changes, and makes writers wait for nobody. */
final class Snapshots {
    private final StampedLock lock = new StampedLock();

    void change(Runnable change) {
        long stamp = lock.writeLock();
        try {
            change.run();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    <T> T take(Supplier<T> taking) {
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            var taken = taking.get();
            if (lock.validate(stamp)) {
                return taken;
            }
        }
        stamp = lock.readLock();
        try {
            return taking.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
