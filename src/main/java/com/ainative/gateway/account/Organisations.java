package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All organisations, for those who make and change them. All methods block. */
public final class Organisations {

    /** What others hear of by this word in the feed. */
    static final String NEWS = "organisation";

    private final Store store;
    private final Feed feed;
    private final Audit audit;
    private final InstantSource clock;

    Organisations(Store store, Feed feed, Audit audit, InstantSource clock) {
        this.store = store;
        this.feed = feed;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws GatewayException 409 where the name is taken */
    public Organisation create(String name, @Nullable Collection<String> models, @Nullable Integer requestsPerMinute,
            Actor by) {
        long now = clock.millis();
        Organisation made = new Organisation(Names.ORGANISATIONS.next(now), name, Status.ACTIVE,
                models == null ? null : new TreeSet<>(models), requestsPerMinute);
        Audit.Entry entry = audit.entry(by, "organisation-created", made.id(), name);
        store.write(handle -> {
            if (!OrganisationTable.insert(handle, made, now)) {
                throw ErrorCode.ALREADY_THERE.at("name", "There is an organisation of this name.").toException();
            }
            Audit.write(handle, entry);
            return true;
        });
        Audit.log(entry);
        return made;
    }

    public Optional<Organisation> find(String id) {
        return store.read(handle -> OrganisationTable.find(handle, id));
    }

    public List<Organisation> list() {
        return store.read(OrganisationTable::list);
    }

    /**
     * Changes it for all its members.
     *
     * @param what for the record
     * @throws GatewayException 404 where there is none
     */
    public Organisation change(String id, UnaryOperator<Organisation> change, String what, Actor by) {
        Audit.Entry entry = audit.entry(by, "organisation-changed", id, what);
        long until = clock.instant().getEpochSecond();
        Organisation changed = store.write(handle -> {
            Organisation after = change.apply(OrganisationTable.lock(handle, id).orElseThrow(
                    () -> ErrorCode.NOT_FOUND.because("There is no such organisation.").toException()));
            OrganisationTable.update(handle, after);
            Feed.tell(handle, NEWS, id, until);
            Audit.write(handle, entry);
            return after;
        });
        Audit.log(entry);
        feed.hear();
        return changed;
    }
}
