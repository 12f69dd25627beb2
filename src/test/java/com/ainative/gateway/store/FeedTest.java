package com.ainative.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedTest {

    @TempDir
    private Path data;

    private final List<String> heard = new ArrayList<>();
    private int loaded;

    private Feed feed(Store store) {
        Feed feed = new Feed(store, Runnable::run, InstantSource.system(), why -> {
        });
        feed.on("key", news -> heard.add(news.n() + ":" + news.name() + ":" + news.until()));
        feed.load(() -> loaded++);
        return feed;
    }

    private static void tell(Store store, String kind, String name) {
        store.write(handle -> {
            Feed.tell(handle, kind, name, 7);
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN what was told before and after the first look WHEN caught up THEN all is loaded once, and then heard once, in order")
    void catchUp_news(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            tell(store, "key", "before");
            feed.catchUp();
            tell(store, "key", "a");
            tell(store, "nobody's", "b");
            tell(store, "key", "c");

            feed.catchUp();
            feed.catchUp();

            assertThat(loaded).isEqualTo(1);
            assertThat(heard).containsExactly("2:a:7", "4:c:7");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN news that was forgotten before it was read WHEN caught up THEN all is loaded anew")
    void catchUp_gap(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            feed.catchUp();
            tell(store, "key", "a");
            store.write(handle -> handle.execute("delete from feed"));
            tell(store, "key", "b");

            feed.catchUp();
            tell(store, "key", "c");
            feed.catchUp();

            assertThat(loaded).isEqualTo(2);
            assertThat(heard).containsExactly("3:c:7");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN news that was all forgotten before it was read, or a database that was set back WHEN caught up THEN all is loaded anew")
    void catchUp_nothingLeft(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            feed.catchUp();
            tell(store, "key", "a");
            store.write(handle -> handle.execute("delete from feed"));

            feed.catchUp();
            feed.catchUp();
            assertThat(loaded).isEqualTo(2);

            store.write(handle -> handle.execute("update feed_last set n = 0"));
            feed.catchUp();
            feed.catchUp();
            assertThat(loaded).isEqualTo(3);
            tell(store, "key", "b");
            feed.catchUp();
            assertThat(heard).containsExactly("1:b:7");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN several that are told at once WHEN caught up THEN each is heard once, in their order; of none nothing is told")
    void tell_several(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            feed.catchUp();
            store.write(handle -> {
                Feed.tell(handle, "key", List.of(), 7);
                Feed.tell(handle, "key", List.of("a", "b", "c"), 7);
                return true;
            });
            tell(store, "key", "d");

            feed.catchUp();

            assertThat(loaded).isEqualTo(1);
            assertThat(heard).containsExactly("1:a:7", "2:b:7", "3:c:7", "4:d:7");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a listener that fails WHEN somebody hears what he has told THEN his change is done all the same, and it is heard again")
    void hear_failing(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            int[] failures = {1};
            feed.on("bad", news -> {
                if (failures[0]-- > 0) {
                    throw new IllegalStateException("made up");
                }
                heard.add(news.name());
            });
            feed.catchUp();
            tell(store, "bad", "a");

            feed.hear();
            feed.hear();

            assertThat(heard).containsExactly("a");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a store that holds something WHEN a feed is followed THEN the first look is awaited")
    void awaitFirstLook_there(Stores kind) {
        try (Store store = new Store(kind.fresh(), data);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Feed feed = feed(store)) {
            tell(store, "key", "a");

            feed.follow(timer);
            feed.awaitFirstLook();

            assertThat(loaded).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a change that fails WHEN it had told of itself THEN nobody hears of it, and no number is missing")
    void tell_rolledBack(Stores kind) {
        try (Store store = new Store(kind.fresh(), data)) {
            Feed feed = feed(store);
            feed.catchUp();
            try {
                store.write(handle -> {
                    Feed.tell(handle, "key", "never", 7);
                    throw new IllegalArgumentException("no");
                });
            } catch (IllegalArgumentException expected) {
                tell(store, "key", "a");
            }

            feed.catchUp();

            assertThat(loaded).isEqualTo(1);
            assertThat(heard).containsExactly("1:a:7");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN two gateways that tell at once WHEN a third listens all the while THEN it hears each once, in order")
    void tell_atOnce(Stores kind) throws Exception {
        try (Store one = new Store(kind.fresh(), data); ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Feed feed = feed(one);
            feed.catchUp();
            var telling = IntStream.range(0, 4).mapToObj(teller -> threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    one.read(handle -> handle.inTransaction(inside -> {
                        Feed.tell(inside, "key", "x", 7);
                        return true;
                    }));
                }
            })).toList();
            while (!telling.stream().allMatch(Future::isDone)) {
                feed.catchUp();
            }
            for (var each : telling) {
                each.get();
            }
            feed.catchUp();

            assertThat(loaded).isEqualTo(1);
            assertThat(heard)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).mapToObj(n -> n + ":x:7").toList());
        }
    }
}
