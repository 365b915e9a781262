using System.Diagnostics;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>What an editor feels: how long until a spawned server answers, and how long each call takes.</summary>
internal static class StdioBenchmark
{
    private const int Spawns = 40;
    private const int ColdStarts = 10;
    private const int Calls = 10_000;

    public static Task RunAsync(string[] arguments)
    {
        using (var daemon = DaemonProcess.Start())
        {
            Spawn(daemon);
            RoundTrip(daemon);
        }

        ColdStart();
        return Task.CompletedTask;
    }

    /// <summary>Spawns ours and the references in turn, so that all of them meet the same noise.</summary>
    private static void Spawn(DaemonProcess daemon)
    {
        List<double> bridge = [], installed = [], newest = [], sdk = [];
        var program = Programs.Node();
        var server = Programs.TypeScriptServer();
        for (var round = 0; round < Spawns; round++)
        {
            bridge.Add(UntilInitialized(Programs.Start(Programs.Agw, "mcp", "--data", daemon.Data)));
            if (Programs.InstalledNode is { } node) installed.Add(UntilExit(Programs.Start(node, "-e", "0")));
            if (program is not null) newest.Add(UntilExit(Programs.Start(program, "-e", "0")));
            if (server is not null) sdk.Add(UntilInitialized(server));
        }

        Print("stdio spawn to initialize / the machine's node -e 0", bridge, installed);
        Print("stdio spawn to initialize / node 24 -e 0", bridge, newest);
        Print("stdio spawn to initialize / TypeScript SDK", bridge, sdk);
    }

    private static void Print(string name, List<double> times, List<double> reference) =>
        Figure.Print(name, Median(times), "ms p50", reference.Count == 0 ? null : Median(reference));

    private static void RoundTrip(DaemonProcess daemon)
    {
        var ours = Measure(Programs.Start(Programs.Agw, "mcp", "--data", daemon.Data));
        var reference = Programs.TypeScriptServer() is { } server ? Measure(server) : null;
        Figure.Print(
            "stdio round trip of agent_list / TypeScript SDK",
            ours.P50Milliseconds,
            "ms p50",
            reference?.P50Milliseconds);
        Figure.Print(
            "stdio round trip of agent_list / TypeScript SDK",
            ours.P99Milliseconds,
            "ms p99",
            reference?.P99Milliseconds);
    }

    private static void ColdStart()
    {
        List<double> first = [], again = [];
        for (var round = 0; round < ColdStarts; round++)
        {
            using var folder = new ScratchFolder();
            foreach (var times in (List<double>[])[first, again])
            {
                times.Add(UntilInitialized(Programs.Start(Programs.Agw, "mcp", "--data", folder.File("data"))));
                UntilExit(Programs.Start(Programs.Agw, "stop", "--data", folder.File("data")));
            }
        }

        Figure.Print("stdio spawn to initialize, daemon started, new data", Median(first), "ms p50");
        Figure.Print("stdio spawn to initialize, daemon started, old data", Median(again), "ms p50");
    }

    private static Load Measure(ProcessStartInfo start)
    {
        using var client = new StdioClient(start);
        client.Exchange(StdioClient.Initialize);
        client.Send(StdioClient.Initialized);
        for (var warm = 0; warm < Calls / 5; warm++) client.Exchange(StdioClient.CheapCall);
        var clock = Stopwatch.StartNew();
        var times = new double[Calls];
        for (var call = 0; call < Calls; call++)
        {
            var from = Stopwatch.GetTimestamp();
            client.Exchange(StdioClient.CheapCall);
            times[call] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }

        return Load.Of(times, clock.Elapsed);
    }

    private static double UntilInitialized(ProcessStartInfo start)
    {
        var from = Stopwatch.GetTimestamp();
        using var client = new StdioClient(start);
        client.Exchange(StdioClient.Initialize);
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static double UntilExit(ProcessStartInfo start)
    {
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
