using System.Diagnostics;
using System.Globalization;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// What containing a program costs: from asking for a session to the end of its program, which ends at once, in the
/// sandbox <c>workspace</c> and without one, in turn. The same for a command, from the call to its answer. Then how long
/// it takes until many contained sessions run at once. A start is also measured by itself: to when the program runs, as it
/// says by its own clock.
/// Arguments: rounds, sessions.
/// </summary>
internal static class SandboxBenchmark
{
    private static readonly string[] Nothing = ["/bin/true"];
    private static readonly string[] Say = ["/bin/sh", "-c", "date +%s%N > began"];

    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        using var folder = new ScratchFolder();
        var work = folder.File("work");
        Directory.CreateDirectory(work);
        await using var gateway = await InnerGateway.StartAsync(folder, indexes: false);
        await CompareAsync("a session that ends at once, contained", rounds, box => TimeAsync(gateway, work, box, Nothing));
        await CompareAsync("a command that ends at once, contained", rounds, box => TimeRunAsync(gateway, work, box, Nothing));
        var began = Path.Combine(work, "began");
        await CompareAsync(
            "a session until its program runs, contained",
            rounds,
            box => StartAsync(began, () => TimeAsync(gateway, work, box, Say)));
        await CompareAsync(
            "a command until its program runs, contained",
            rounds,
            box => StartAsync(began, () => TimeRunAsync(gateway, work, box, Say)));
        await ManyAsync(gateway, work, count);
    }

    /// <summary>From asking for the program to the time that it writes down.</summary>
    private static async Task<double> StartAsync(string began, Func<Task<double>> runAsync)
    {
        var asked = DateTime.UtcNow;
        await runAsync();
        var nanoseconds = long.Parse(await File.ReadAllTextAsync(began), CultureInfo.InvariantCulture);
        return (DateTime.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick) - asked).TotalMilliseconds;
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

    private static async Task<double> TimeRunAsync(
        InnerGateway gateway, string work, SandboxProfile sandbox, string[] program)
    {
        var watch = Stopwatch.StartNew();
        var code = await gateway.RunAsync(new("program", work) { Argv = program, Sandbox = sandbox });
        if (code != 0) throw new InvalidOperationException($"{sandbox}: the command failed.");
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(
        InnerGateway gateway, string work, SandboxProfile sandbox, string[] program)
    {
        var watch = Stopwatch.StartNew();
        var session = await gateway.CreateAsync(
            new(program[0], program[1..], Directory: work, Backend: "pty", Sandbox: sandbox));
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
