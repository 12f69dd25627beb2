package com.ainative.gateway.admin;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.reload.Reload;
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
        onException(Throwable.class).handled(true).process(new AnswerError(Surface.PROBLEM));
        paths();
    }

    /** Says what there is to ask, with {@link #get} and {@link #post}. */
    abstract void paths();

    final RouteDefinition post(String path) {
        return allowed(path, "POST", RequireRole.OPERATOR);
    }

    /** The same for admins alone. */
    final RouteDefinition postAsAdmin(String path) {
        return allowed(path, "POST", RequireRole.ADMIN);
    }

    final RouteDefinition get(String path) {
        return allowed(path, "GET", RequireRole.OPERATOR);
    }

    private RouteDefinition allowed(String path, String method, RequireRole requireRole) {
        // The token is judged by what serves now: its issuer and audience are configuration, too.
        Processor authenticate = exchange -> ((Processor) reload.bean("authenticate")).process(exchange);
        return from("platform-http:/admin/" + path + "?httpMethodRestrict=" + method)
                .routeId("admin-" + path.replaceAll("[/{}]+", "-").replaceAll("-$", "")).process(authenticate)
                .process(requireRole);
    }
}
