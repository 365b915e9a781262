using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Benchmarks.Tasks;

/// <summary>
/// Tasks that are claimed and done, each of it durable, by workers that take ten at a time; the reference changes rows
/// of a table, ten in a transaction. Then how long it takes to refuse a circle at the end of a long chain. Arguments:
/// tasks, length of the chain.
/// </summary>
internal static class TasksBenchmark
{
    private const int BatchSize = 10;
    private const int Workers = 16;

    public static async Task RunAsync(string[] args)
    {
        var tasks = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 40_000;
        var chain = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        using var folder = new ScratchFolder();
        var reference = Reference(folder.File("reference.db"), tasks);
        Figure.Print(
            "tasks claimed and done, batches of 10",
            await ClaimAsync(folder.File("tasks.db"), tasks),
            "tasks/s",
            reference);
        await CircleAsync(folder.File("chain.db"), chain);
    }

    private static async Task<double> ClaimAsync(string path, int count)
    {
        await using var store = await SqliteStore.OpenAsync(path, TimeProvider.System, null, CancellationToken.None);
        var ids = new SystemIdSource(TimeProvider.System);
        await using var host = new MachineHost<TaskMachine, AgentTask, TaskCommand>(
            TaskStream.Kind, new(), store.Journal, new Commits().Of<AgentTask>(), TimeProvider.System,
                NullLogger.Instance);
        var tasks = Enumerable.Range(0, count).Select(number => TaskId.Of($"tsk_{number:000000}")).ToArray();
        foreach (var batch in tasks.Chunk(500))
            await Task.WhenAll(batch.Select(task => SendAsync(task, new OpenTask(
                task, "Look", new(TaskKind.Turn, "Look around."), null, null, null, null, TaskPriority.Normal))));
        var watch = Stopwatch.StartNew();
        var batches = new ConcurrentQueue<TaskId[]>(tasks.Chunk(BatchSize));
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (batches.TryDequeue(out var batch))
            {
                await Task.WhenAll(batch.Select(task => SendAsync(task, new ClaimTask("own_1"))));
                await Task.WhenAll(batch.Select(task => SendAsync(task, new CompleteRun(1, "Nothing to see.", null))));
            }
        })));
        return count / watch.Elapsed.TotalSeconds;

        async Task SendAsync(TaskId task, TaskCommand command)
        {
            var stamp = ids.Next();
            var outcome = await host.SendAsync(
                StreamId.Of(
                    TaskMachine.Kind, task.Value), command with { Stamp = stamp }, new(
                        "client", stamp.Now, Urgent: true), null, CancellationToken.None);
            if (outcome.Rejection is { } refused) throw new InvalidOperationException(refused.Message);
        }
    }

    private static double Reference(string path, int count)
    {
        _ = SqliteStore.SqliteVersion;
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE task (id INTEGER PRIMARY KEY, "
            + "state TEXT, owner TEXT, epoch INTEGER)");
        Execute($"""
            WITH RECURSIVE number (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < {count})
            INSERT INTO task SELECT value, 'queued', NULL, 0 FROM number
            """);
        using var claim = connection.CreateCommand();
        claim.CommandText = "UPDATE task SET state = 'running', owner = 'own_1', epoch = epoch + 1 WHERE id >= $from "
            + "AND id < $to AND state = 'queued'";
        using var done = connection.CreateCommand();
        done.CommandText = "UPDATE task SET state = 'completed' WHERE id >= $from AND id < $to AND epoch = 1";
        foreach (var command in (SqliteCommand[])[claim, done])
        {
            command.Parameters.Add("$from", SqliteType.Integer);
            command.Parameters.Add("$to", SqliteType.Integer);
        }

        var watch = Stopwatch.StartNew();
        for (var from = 1; from <= count; from += BatchSize)
        {
            foreach (var command in (SqliteCommand[])[claim, done])
            {
                command.Parameters["$from"].Value = from;
                command.Parameters["$to"].Value = from + BatchSize;
                command.ExecuteNonQuery();
            }
        }

        return count / watch.Elapsed.TotalSeconds;

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static async Task CircleAsync(string path, int length)
    {
        await using var store = await SqliteStore.OpenAsync(path, TimeProvider.System, null, CancellationToken.None);
        var catalogue = new AgentCatalogue();
        catalogue.Configure([new(new("svarog"), "Svarog", ["main"], "none")]);
        await using var runtime = new GatewayRuntime(
            new(), store, catalogue, new SystemIdSource(TimeProvider.System), TimeProvider.System,
                NullLoggerFactory.Instance);
        await runtime.StartAsync(CancellationToken.None);
        var caller = new Caller(Principal.Operator);
        var first = (await runtime.Tasks.CreateAsync(caller, new("first", new(Prompt: "x"), new(NotBefore: "1d")),
            CancellationToken.None)).Value.TaskId;
        var last = first;
        var watch = Stopwatch.StartNew();
        for (var number = 1; number < length; number++)
            last = (await runtime.Tasks.CreateAsync(caller, new("next", new(Prompt: "x"), new(DependsOn: [last])),
                CancellationToken.None)).Value.TaskId;
        Figure.Print("tasks created one by one, each on the last", length / watch.Elapsed.TotalSeconds, "tasks/s");
        watch.Restart();
        var refused = (await runtime.Tasks.UpdateAsync(
            caller, new(first, DependsOn: [last]), CancellationToken.None)).Rejection;
        if (refused?.Code != "dependency_cycle")
            throw new InvalidOperationException($"The circle was not refused: {refused?.Code}.");
        Figure.Print($"a circle of {length:#,0} tasks refused", watch.Elapsed.TotalMilliseconds, "ms");
        watch.Restart();
        await runtime.Tasks.CancelAsync(caller, first, CancellationToken.None);
        await runtime.Tasks.WaitAsync(new([last], null, 600), null, CancellationToken.None);
        Figure.Print($"a chain of {length:#,0} tasks failed to its end", watch.Elapsed.TotalMilliseconds, "ms");
    }
}
