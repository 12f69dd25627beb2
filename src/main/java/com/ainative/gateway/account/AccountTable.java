package com.ainative.gateway.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of accounts. */
final class AccountTable {

    /** With the organisation's columns behind an {@code o_}. */
    static final String JOINED = "select a.*, o.name as o_name, o.status as o_status, o.models as o_models,"
            + " o.requests_per_minute as o_requests_per_minute from account a"
            + " left join organisation o on o.id = a.organisation";

    static final RowMapper<Account> ACCOUNT = (row, context) -> of(row);

    private AccountTable() {
    }

    static Account of(ResultSet row) throws SQLException {
        return new Account(row.getString("id"), row.getString("email"), Role.of(row.getString("role")),
                row.getString("tier"), Status.of(row.getString("status")), organisation(row),
                Lines.split(row.getString("models")), (Integer) row.getObject("requests_per_minute"),
                row.getLong("created_at"));
    }

    private static @Nullable Organisation organisation(ResultSet row) throws SQLException {
        String id = row.getString("organisation");
        return id == null
                ? null
                : new Organisation(id, row.getString("o_name"), Status.of(row.getString("o_status")),
                        Lines.split(row.getString("o_models")), (Integer) row.getObject("o_requests_per_minute"));
    }

    /** An account and what its password is checked against; null where it has none. */
    record WithPassword(Account account, @Nullable String password) {

        /** Without the hash. */
        @Override
        public String toString() {
            return account.toString();
        }
    }

    static Optional<WithPassword> byEmail(Handle handle, String email) {
        return handle.createQuery(JOINED + " where a.email = :email").bind("email", email)
                .map((row, context) -> new WithPassword(of(row), row.getString("password"))).findOne();
    }

    static Optional<Account> find(Handle handle, String id) {
        return handle.createQuery(JOINED + " where a.id = :id").bind("id", id).map(ACCOUNT).findOne();
    }

    static Optional<WithPassword> withPassword(Handle handle, String id) {
        return handle.createQuery(JOINED + " where a.id = :id").bind("id", id)
                .map((row, context) -> new WithPassword(of(row), row.getString("password"))).findOne();
    }

    /** Nobody else changes the account until the commit; empty where it has no password, or is not there. */
    static Optional<String> lockPassword(Handle handle, String id) {
        return handle.createQuery("select password from account where id = :id for update").bind("id", id)
                .mapTo(String.class).findOne();
    }

    /** As it is when nobody else changes it until the commit. */
    static Optional<Account> lock(Handle handle, String id) {
        lockPassword(handle, id);
        return find(handle, id);
    }

    static boolean isTaken(Handle handle, String email, String exceptBy) {
        return byEmail(handle, email).filter(found -> !found.account().id().equals(exceptBy)).isPresent();
    }

    /** @return false when the address is taken; the same account may be there where a change is written twice */
    static boolean insert(Handle handle, String id, NewAccount account, long now) {
        return handle.createUpdate("""
                insert into account (id, email, password, role, tier, status, organisation, models, requests_per_minute,
                  created_at, changed_at)
                values (:id, :email, :password, :role, :tier, 'active', :organisation, :models, :aMinute, :now, :now)
                on conflict do nothing""").bind("id", id).bind("email", account.email())
                .bind("password", account.password()).bind("role", account.role().word()).bind("tier", account.tier())
                .bind("organisation", account.organisation()).bind("models", Lines.join(account.models()))
                .bind("aMinute", account.requestsPerMinute()).bind("now", now).execute() == 1
                || find(handle, id).isPresent();
    }

    /** All but its password and its name. */
    static void update(Handle handle, Account account, long now) {
        Organisation organisation = account.organisation();
        handle.createUpdate("""
                update account set email = :email, role = :role, tier = :tier, status = :status,
                  organisation = :organisation, models = :models, requests_per_minute = :aMinute, changed_at = :now
                where id = :id""").bind("id", account.id()).bind("email", account.email())
                .bind("role", account.role().word()).bind("tier", account.tier())
                .bind("status", account.status().word())
                .bind("organisation", organisation == null ? null : organisation.id())
                .bind("models", Lines.join(account.models())).bind("aMinute", account.requestsPerMinute())
                .bind("now", now).execute();
    }

    /** @param password null where nobody can log in with one any more */
    static void setPassword(Handle handle, String id, @Nullable String password) {
        handle.execute("update account set password = ? where id = ?", password, id);
    }

    /** In the order of making. */
    static List<Account> list(Handle handle, String after, int most) {
        return handle.createQuery(JOINED + " where a.id > :after and a.status <> 'deleted' order by a.id limit :most")
                .bind("after", after).bind("most", most).map(ACCOUNT).list();
    }

    /** Those that must not come in. */
    static List<String> disabled(Handle handle) {
        return handle.createQuery("select id from account where status <> 'active' or organisation in"
                + " (select id from organisation where status <> 'active')").mapTo(String.class).list();
    }

    /** How many passwords there are, and how many of them still have the hash of the platform they came from. */
    record Hashes(int all, int imported, @Nullable String one) {
    }

    static Hashes hashes(Handle handle) {
        return handle
                .createQuery("select count(*) as total, count(case when password like '$2%' then 1 end) as imported,"
                        + " max(case when password like '$2%' then password end) as sample from account"
                        + " where password is not null and status <> 'deleted'")
                .map((row, context) -> new Hashes(row.getInt("total"), row.getInt("imported"), row.getString("sample")))
                .one();
    }
}
