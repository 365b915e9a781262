using AgentGateway.Benchmarks;
using AgentGateway.Benchmarks.Chats;
using AgentGateway.Benchmarks.Gateway;
using AgentGateway.Benchmarks.Journal;
using AgentGateway.Benchmarks.Tasks;
using AgentGateway.Benchmarks.Terminals;
using AgentGateway.Benchmarks.Turns;

// Names the figures of this project's targets. Each benchmark prints one line per figure; nothing here asserts a time.
Dictionary<string, Func<string[], Task>> benchmarks = new(StringComparer.Ordinal)
{
    ["journal"] = JournalBenchmark.RunAsync,
    ["search"] = SearchBenchmark.RunAsync,
    ["recall"] = RecallBenchmark.RunAsync,
    ["vectors"] = VectorsBenchmark.RunAsync,
    ["sandbox"] = SandboxBenchmark.RunAsync,
    ["step"] = StepBenchmark.RunAsync,
    ["stdio"] = StdioBenchmark.RunAsync,
    ["chats"] = ChatsBenchmark.RunAsync,
    ["http"] = HttpBenchmark.RunAsync,
    ["events"] = EventsBenchmark.RunAsync,
    ["output"] = OutputBenchmark.RunAsync,
    ["idle"] = IdleBenchmark.RunAsync,
    ["tasks"] = TasksBenchmark.RunAsync,
    ["terminals"] = TerminalsBenchmark.RunAsync,
    ["sessions"] = SessionsBenchmark.RunAsync,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine(
        $"Name one of: {string.Join(", ", benchmarks.Keys.Order())}. What follows the name are its arguments.");
    return 2;
}

Figure.PrintHeader();
await run(args[1..]);
return 0;
