package com.ainative.gateway.account;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The SQL of organisations. */
final class OrganisationTable {

    private static final RowMapper<Organisation> ORGANISATION = (row, context) -> new Organisation(
            row.getString("id"), row.getString("name"), Status.of(row.getString("status")),
            Lines.split(row.getString("models")), (Integer) row.getObject("requests_per_minute"));

    private OrganisationTable() {
    }

    /** @return false when the name is taken; the same one may be there where a change is written twice */
    static boolean insert(Handle handle, Organisation organisation, long now) {
        return handle.execute("insert into organisation (id, name, status, models, requests_per_minute, created_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing", organisation.id(), organisation.name(),
                organisation.status().word(), Lines.join(organisation.models()), organisation.requestsPerMinute(),
                now) == 1 || find(handle, organisation.id()).isPresent();
    }

    static Optional<Organisation> find(Handle handle, String id) {
        return handle.createQuery("select * from organisation where id = :id").bind("id", id).map(ORGANISATION)
                .findOne();
    }

    /** Nobody else changes it until the commit. */
    static Optional<Organisation> lock(Handle handle, String id) {
        return handle.createQuery("select * from organisation where id = :id for update").bind("id", id)
                .map(ORGANISATION).findOne();
    }

    static List<Organisation> list(Handle handle) {
        return handle.createQuery("select * from organisation order by id").map(ORGANISATION).list();
    }

    static void update(Handle handle, Organisation organisation) {
        handle.execute("update organisation set name = ?, status = ?, models = ?, requests_per_minute = ? where id = ?",
                organisation.name(), organisation.status().word(), Lines.join(organisation.models()),
                organisation.requestsPerMinute(), organisation.id());
    }
}
