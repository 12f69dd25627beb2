/** The load and the streaming upstream of the benchmark. All times are of the machine's one monotonic clock. */
package com.ainative.bench;
