package com.ainative.gateway.job;

import com.ainative.gateway.error.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a watcher has come, which is what the ids of events say: {@code 7} behind the part of that number,
 * {@code 8-running-1} before part 8 and told that the job was running, tried once.
 *
 * @param next number of the next part
 * @param told what the watcher knows of the job's state; null where it is new, see {@link #knows}
 */
record Position(int next, @Nullable String told) {

    static final Position START = new Position(0, null);
    /** Whoever has seen a part knows that the job runs, whichever try it is. */
    private static final String RUNNING = "running";
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(-[a-z]{1,20}-[0-9]{1,9})?");

    /**
     * Reads an id.
     *
     * @param field what to call it to the caller
     */
    static Position parse(@Nullable String text, String field) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw ErrorCode.INVALID_REQUEST.at(field, "'" + field + "' is not the id of an event of a job; give back"
                    + " the last one that came, or none to begin at the first.").toException();
        }
        int number = Integer.parseInt(written.group(1));
        String state = written.group(2);
        return state == null ? behind(number) : new Position(number, state.substring(1));
    }

    private static Position behind(int part) {
        return new Position(part + 1, RUNNING);
    }

    /** Behind the next part. */
    Position further() {
        return new Position(next + 1, told);
    }

    Position told(JobView job) {
        return new Position(next, state(job));
    }

    boolean knows(JobView job) {
        String state = state(job);
        return state.equals(told) || (RUNNING.equals(told) && state.startsWith(RUNNING));
    }

    private static String state(JobView job) {
        return JobJson.status(job.state(), job.status()) + "-" + job.tries();
    }

    /** As the id of an event that tells of a state. */
    @Override
    public String toString() {
        return next + "-" + told;
    }
}
