package com.ainative.gateway.admin;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.reload.preview.Preview;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** {@code /admin/*}: what operators ask of a running gateway, with a token whose role allows it. */
public final class AdminRoutes extends RouteBuilder {

    private final Reload reload;
    private final RequireRole requireRole = new RequireRole();
    private final Changes changes;
    private final Views views;
    private final RunPreview runPreview;

    public AdminRoutes(Reload reload, Preview preview) {
        this.reload = reload;
        this.changes = new Changes(reload);
        this.views = new Views(reload);
        this.runPreview = new RunPreview(preview);
    }

    @Override
    public void configure() {
        onException(ProblemsException.class).handled(true).process(new AnswerProblem());
        onException(Throwable.class).handled(true).process(new AnswerError(Surface.ADMIN));
        post("reload").process(changes::reload);
        post("apply").process(changes::apply);
        post("preview").process(runPreview);
        post("rollback").process(changes::rollback);
        post("diff").process(views::diff);
        get("generations").process(views::generations);
        get("generations/{revision}").process(views::generation);
        get("routes").process(views::routes);
        get("routes/{id}").process(views::route);
    }

    private RouteDefinition post(String path) {
        return allowed(path, "POST");
    }

    private RouteDefinition get(String path) {
        return allowed(path, "GET");
    }

    private RouteDefinition allowed(String path, String method) {
        // The token is judged by what serves now: its issuer and audience are configuration, too.
        Processor authenticate = exchange -> ((Processor) reload.bean("authenticate")).process(exchange);
        return from("platform-http:/admin/" + path + "?httpMethodRestrict=" + method)
                .routeId("admin-" + path.replaceAll("[/{}]+", "-").replaceAll("-$", "")).process(authenticate)
                .process(requireRole);
    }
}
