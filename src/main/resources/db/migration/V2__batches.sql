-- What callers upload for batches and what batches write. Times are milliseconds since 1970.
create table if not exists file (
  id         varchar(40)   not null primary key, -- in the order of making
  caller     uuid          not null,             -- digest of whose it is
  purpose    varchar(20)   not null,
  name       varchar(255)  not null,             -- as told; never a path
  bytes      bigint        not null,
  parts      int           not null,
  whole      boolean       not null,             -- false while it is being written; nobody sees it then
  created_at bigint        not null
);
create index if not exists file_caller on file (caller, id);

create table if not exists file_part (
  file varchar(40) not null,
  n    int         not null,
  data ${bytes}    not null,
  primary key (file, n)
);

-- Requests by the thousand. Each line of one is a job.
create table if not exists batch (
  id             varchar(40)   not null primary key, -- in the order of making
  caller         uuid          not null,             -- digest of whose it is
  subject        varchar(8192) not null,             -- as whom its lines are asked
  tier           varchar(200)  not null,
  roles          varchar(8192) not null,             -- joined by line breaks
  input_file     varchar(40)   not null,
  metadata       ${bytes},                           -- JSON
  state          varchar(15)   not null,
  expired        boolean       not null,             -- its window was over before its lines were done
  total          int           not null,
  completed      int           not null,
  failed         int           not null,
  errors         ${bytes},                           -- JSON
  next_line      int           not null,             -- of those whose answers are to be written
  output_file    varchar(40),
  error_file     varchar(40),
  created_at     bigint        not null,
  expires_at     bigint        not null,
  in_progress_at bigint,
  cancelling_at  bigint,
  finalizing_at  bigint,
  ended_at       bigint
);
create index if not exists batch_caller on batch (caller, id);
create index if not exists batch_state on batch (state);

-- What callers call the lines, until the answers are written.
create table if not exists batch_line (
  batch     varchar(40)   not null,
  line      int           not null,
  custom_id varchar(1000) not null,
  primary key (batch, line)
);
