using System.Diagnostics;
using System.Globalization;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// What containing a program costs: from asking for a session to the end of its program, which ends at once, in the
/// sandbox <c>workspace</c> and without one, in turn. The same for a command, from the call to its answer. Then how long
/// it takes until many contained sessions run at once.
/// Arguments: rounds, sessions.
/// </summary>
internal static class SandboxBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        using var folder = new ScratchFolder();
        var work = folder.File("work");
        Directory.CreateDirectory(work);
        await using var gateway = await InnerGateway.StartAsync(folder, indexes: false);
        await CompareAsync("a session that ends at once, contained", rounds, box => TimeAsync(gateway, work, box));
        await CompareAsync("a command that ends at once, contained", rounds, box => TimeRunAsync(gateway, work, box));
        await ManyAsync(gateway, work, count);
    }

    private static async Task CompareAsync(string name, int rounds, Func<SandboxProfile, Task<double>> timeAsync)
    {
        var (bare, contained) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            bare[round] = await timeAsync(SandboxProfile.Open);
            contained[round] = await timeAsync(SandboxProfile.Workspace);
        }

        Figure.Print(name, Middle(contained), "ms p50", Middle(bare));
        Figure.Print("what the sandbox adds", Middle(contained) - Middle(bare), "ms p50");
    }

    private static async Task<double> TimeRunAsync(InnerGateway gateway, string work, SandboxProfile sandbox)
    {
        var watch = Stopwatch.StartNew();
        var code = await gateway.RunAsync(new("true", work) { Argv = ["/bin/true"], Sandbox = sandbox });
        if (code != 0) throw new InvalidOperationException($"{sandbox}: the command failed.");
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(InnerGateway gateway, string work, SandboxProfile sandbox)
    {
        var watch = Stopwatch.StartNew();
        var session = await gateway.CreateAsync(
            new("/bin/true", Directory: work, Backend: "pty", Sandbox: sandbox));
        var ended = await gateway.EndAsync(session);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        if (ended.Exit?.Code != 0) throw new InvalidOperationException($"{sandbox}: the program failed.");
        await gateway.RemoveAsync(session);
        return elapsed;
    }

    private static async Task ManyAsync(InnerGateway gateway, string work, int count)
    {
        var watch = Stopwatch.StartNew();
        var sessions = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => gateway.CreateAsync(
            new("/bin/sleep", ["1000"], Directory: work, Backend: "pty", Sandbox: SandboxProfile.Workspace))));
        Figure.Print($"{count} contained sessions at once, until all run", watch.Elapsed.TotalMilliseconds, "ms");
        await Task.WhenAll(sessions.Select(gateway.RemoveAsync));
    }

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);
}
