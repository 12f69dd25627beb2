package com.ainative.gateway.admin;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.reload.Reload;
import org.jspecify.annotations.Nullable;

/** {@code /admin/queue}: what operators ask of a running gateway about messages and jobs. */
public final class QueueRoutes extends OperatorRoutes {

    private final QueueViews views;
    private final QueueChanges changes;

    /** @param broker null where none is configured */
    public QueueRoutes(Reload reload, Jobs jobs, @Nullable Broker broker) {
        super(reload);
        this.views = new QueueViews(reload, jobs.all(), broker);
        this.changes = new QueueChanges(reload, jobs.all(), broker);
    }

    @Override
    void paths() {
        get("queue").process(views::status);
        get("queue/jobs").process(views::jobs);
        get("queue/dead").process(views::dead);
        post("queue/messages").process(changes::submit);
        post("queue/dead/replay").process(changes::replay);
    }
}
