-- Requests that are answered without their callers waiting. Times are milliseconds since 1970.
create table if not exists job (
  id          varchar(40)   not null primary key, -- in the order of acceptance
  subject     varchar(8192) not null,
  caller      uuid          not null,             -- digest of the subject, which is too long for an index
  tier        varchar(200)  not null,
  roles       varchar(8192) not null,             -- joined by line breaks
  dedupe      uuid          unique,               -- digest of who asks and the key that makes a repetition one
  digest      uuid          not null,             -- of the request
  origin      varchar(10)   not null,
  model       varchar(1000) not null,
  priority    int           not null,
  state       varchar(10)   not null,
  owner       varchar(40)   not null,             -- the process that has it
  tries       int           not null,             -- how often it was given to a provider
  unknowns    int           not null,             -- how often nobody knows what came of that
  key_number  int           not null default 0,   -- of the key providers know it by; another after each failure
  unwanted    boolean       not null,             -- its caller wants it no more; whoever has it ends it
  accepted_at bigint        not null,
  not_before  bigint        not null,
  deadline    bigint,
  request     ${bytes}      not null,
  provider    varchar(200),
  status      int,
  reply       ${bytes},
  reason      varchar(40),
  ended_at    bigint,
  batch       varchar(40),
  line        int
);
create index if not exists job_to_do on job (state, owner, priority desc, id, origin, not_before, unwanted);
create index if not exists job_caller on job (caller, id);
create index if not exists job_batch on job (batch, line);

-- Where answers go.
create table if not exists delivery (
  id          varchar(80)   not null primary key,
  job         varchar(40)   not null,
  kind        varchar(20)   not null,
  state       varchar(10)   not null,
  address     varchar(4000) not null,
  correlation varchar(4000),
  tries       int           not null,
  sent        int           not null default 0,   -- parts of a streamed answer
  not_before  bigint        not null,
  trouble     varchar(1000)
);
create index if not exists delivery_job on delivery (job);
create index if not exists delivery_due on delivery (state, not_before);

-- The parts of streamed answers, and what else happened to a job.
create table if not exists job_event (
  job  varchar(40) not null,
  n    int         not null,
  data ${bytes}    not null,
  primary key (job, n)
);

-- Which processes live.
create table if not exists gateway (
  id    varchar(40) not null primary key,
  seen  bigint      not null,
  since bigint      not null              -- from when on it has been seen without a gap
);
