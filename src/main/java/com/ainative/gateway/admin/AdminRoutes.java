package com.ainative.gateway.admin;

import com.ainative.gateway.account.Audit;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.reload.preview.Preview;

/** {@code /admin/*}: what operators ask of a running gateway about its routes. */
public final class AdminRoutes extends OperatorRoutes {

    private final Changes changes;
    private final Views views;
    private final RunPreview runPreview;

    public AdminRoutes(Reload reload, Preview preview, Audit audit) {
        super(reload);
        this.changes = new Changes(reload, audit);
        this.views = new Views(reload);
        this.runPreview = new RunPreview(preview);
    }

    @Override
    void paths() {
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
}
