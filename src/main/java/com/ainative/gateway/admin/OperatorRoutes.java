package com.ainative.gateway.admin;

import com.ainative.gateway.account.StoreIsAway;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.store.StoreAwayException;
import java.util.Locale;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** Paths below {@code /admin/} for those alone whose token has the role; what goes wrong is told as RFC 9457 wants it. */
abstract class OperatorRoutes extends RouteBuilder {

    private final Reload reload;

    OperatorRoutes(Reload reload) {
        this.reload = reload;
    }

    @Override
    public final void configure() {
        onException(ProblemsException.class).handled(true).process(new AnswerProblem());
        onException(StoreAwayException.class).handled(true).process(StoreIsAway.step());
        onException(Throwable.class).handled(true).process(new AnswerError(Surface.PROBLEM));
        paths();
    }

    /** Says what there is to ask, with {@link #get} and {@link #post}. */
    abstract void paths();

    final RouteDefinition post(String path) {
        return allowed(id(path), path, "POST", RequireRole.OPERATOR);
    }

    /** The same for admins alone. */
    final RouteDefinition postAsAdmin(String path) {
        return allowed(id(path), path, "POST", RequireRole.ADMIN);
    }

    /** For admins alone, where a path has several methods: the route's name tells them apart. */
    final RouteDefinition asAdmin(String method, String path) {
        return allowed(id(path) + "-" + method.toLowerCase(Locale.ROOT), path, method, RequireRole.ADMIN);
    }

    final RouteDefinition get(String path) {
        return allowed(id(path), path, "GET", RequireRole.OPERATOR);
    }

    private RouteDefinition allowed(String id, String path, String method, RequireRole requireRole) {
        // The token is judged by what serves now: its issuer and audience are configuration, too.
        Processor authenticate = exchange -> ((Processor) reload.bean("authenticate")).process(exchange);
        return from("platform-http:/admin/" + path + "?httpMethodRestrict=" + method)
                .routeId(id).process(authenticate).process(requireRole);
    }

    private static String id(String path) {
        return "admin-" + path.replaceAll("[/{}]+", "-").replaceAll("-$", "");
    }
}
