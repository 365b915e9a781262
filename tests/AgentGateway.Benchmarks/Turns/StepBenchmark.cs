using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AgentGateway.Benchmarks.Journal;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Benchmarks.Turns;

/// <summary>
/// What the engine adds to one step of an agent: its prompt, the step, and a tool call started, run and settled, each
/// durable before the next. The model and the tool take no time here. The reference is the durable commit of one
/// producer, of which a step needs three. Argument: turns.
/// </summary>
internal static class StepBenchmark
{
    private const int StepsPerTurn = 10;

    public static async Task RunAsync(string[] args)
    {
        var turns = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        using var folder = new ScratchFolder();
        await using var reference = new ReferenceLoop(folder.File("reference.db"));
        await using var store = await SqliteStore.OpenAsync(
            folder.File("steps.db"), TimeProvider.System, null, CancellationToken.None);
        var catalogue = new AgentCatalogue();
        catalogue.Configure([new(new("svarog"), "Svarog", ["main"], "stepping")]);
        await using var runtime = new GatewayRuntime(
            new(), store, catalogue, new SystemIdSource(TimeProvider.System), TimeProvider.System,
                NullLoggerFactory.Instance);
        var driver = new SteppingDriver();
        runtime.Drivers.Add(driver);
        await runtime.StartAsync(CancellationToken.None);

        await TurnsAsync(runtime, turns / 10);
        driver.Taken.Clear();
        var clock = Stopwatch.StartNew();
        await TurnsAsync(runtime, turns);
        var steps = Load.Of(driver.Taken, clock.Elapsed);
        var commit = await JournalBenchmark.ReferenceAsync(reference, 1, TimeSpan.FromSeconds(2));
        Figure.Print("engine per step / a durable commit", steps.P50Milliseconds, "ms p50", commit.P50Milliseconds);
        Figure.Print("engine per step / a durable commit", steps.P99Milliseconds, "ms p99", commit.P99Milliseconds);
    }

    private static async Task TurnsAsync(GatewayRuntime runtime, int count)
    {
        var caller = new Caller(Principal.Client);
        for (var turn = 0; turn < count; turn++)
        {
            var sent = (await runtime.Messages.SendAsync(
                caller, new("Go through the steps."), CancellationToken.None)).Value;
            await runtime.Turns.WaitAsync(sent.TurnId!, TimeSpan.FromMinutes(1), null, CancellationToken.None);
        }
    }

    private sealed class SteppingDriver : IAgentDriver
    {
        public ConcurrentBag<double> Taken { get; } = [];

        public string Name => "stepping";

        public DriverStatus Status(AgentDefinition agent) => new(true);

        public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
        {
            for (var step = 0; step < StepsPerTurn; step++)
            {
                var from = Stopwatch.GetTimestamp();
                await turn.BuildPromptAsync(100_000, null, cancellationToken);
                var call = new ToolCall($"call_{step}", "agent_list", "{}");
                await turn.RecordStepAsync(
                    "Let me see who is there.", [call], "none", TokenUsage.None, cancellationToken);
                await turn.CallToolAsync(call, cancellationToken);
                Taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            return new TurnResult.Completed("Done.", "none", TokenUsage.None);
        }
    }
}
