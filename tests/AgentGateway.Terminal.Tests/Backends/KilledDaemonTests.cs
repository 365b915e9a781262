using System.Diagnostics;
using System.Globalization;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tests.Backends;

/// <summary>What a daemon leaves behind that had no chance to clean up.</summary>
public sealed class KilledDaemonTests
{
    [Fact]
    public async Task After_kill_minus_9_exactly_what_was_left_is_ended()
    {
        const string Stubborn = "trap '' HUP TERM; sleep 1000 & printf ready; while :; do sleep 0.05; done";
        var children = new List<ChildIdentity>();
        using (var host = Start("5", Stubborn))
        {
            for (var number = 0; number < 5; number++)
            {
                var fields = (await host.StandardOutput.ReadLineAsync(
                    TestContext.Current.CancellationToken))!.Split(' ');
                children.Add(
                    new ChildIdentity(
                        int.Parse(fields[0], CultureInfo.InvariantCulture),
                        long.Parse(fields[1], CultureInfo.InvariantCulture),
                        fields[2],
                        null));
            }

            Assert.Equal("ready", await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            host.Kill();
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(children, child => Assert.True(Processes.IsRunning(child.ProcessId)));
        using var reaper = new OrphanReaper(TimeProvider.System);
        var limits = new StopLimits(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));

        // Another start time or another boot is another process with the same number.
        Assert.Empty(
            (await reaper.ReapAsync(
                children[0] with { StartTicks = children[0].StartTicks - 1 }, limits, CancellationToken.None)).Ended);
        Assert.Empty(
            (await reaper.ReapAsync(
                children[0] with
                {
                    BootId = "00000000-0000-0000-0000-000000000000",
                }, limits, CancellationToken.None)).Ended);
        Assert.True(Processes.IsRunning(children[0].ProcessId));

        foreach (var child in children)
        {
            var report = await reaper.ReapAsync(child, limits, CancellationToken.None);
            Assert.Contains(child.ProcessId, report.Ended);
            Assert.Empty(report.Left);
            Assert.DoesNotContain(ProcessRow.OfSession(child.ProcessId), row => !row.IsZombie);
        }
    }

    [Fact]
    public async Task A_leader_that_is_gone_is_found_by_the_mark_of_its_session()
    {
        // The runtime takes note of its child's end, so that only the background process is left of the session.
        var start = new ProcessStartInfo(
            "setsid", ["/bin/sh", "-c", "sleep 1000 > /dev/null & echo $!"]) { RedirectStandardOutput = true };
        start.Environment["AGW_TEST_MARK"] = "mine";
        using var leader = Process.Start(start)!;
        var child = ChildIdentity.Of(leader.Id, "AGW_TEST_MARK=mine")
            ?? new ChildIdentity(leader.Id, 0, ChildIdentity.CurrentBootId, "AGW_TEST_MARK=mine");
        var background = int.Parse(
            (await leader.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
            CultureInfo.InvariantCulture);
        await leader.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(leader.Id, ProcessRow.Read(background)!.SessionId);

        using var reaper = new OrphanReaper(TimeProvider.System);
        Assert.Empty(
            (await reaper.ReapAsync(child with { Mark = null }, StopLimits.AtOnce, CancellationToken.None)).Ended);
        Assert.Empty(
            (await reaper.ReapAsync(
                child with { Mark = "AGW_TEST_MARK=other" }, StopLimits.AtOnce, CancellationToken.None)).Ended);
        Assert.True(Processes.IsRunning(background));
        Assert.Contains(background, (await reaper.ReapAsync(child, StopLimits.AtOnce, CancellationToken.None)).Ended);
    }

    [Fact]
    public async Task Without_descriptors_new_terminals_are_refused_and_old_ones_work()
    {
        // Each terminal takes a few; the limit leaves room for some and not for all.
        var lines = await LimitedAsync("40", "");
        Assert.Equal(40, lines.Count);
        Assert.Contains("refused descriptors_exhausted", lines);
        Assert.Contains(lines, line => !line.StartsWith("refused", StringComparison.Ordinal));
        Assert.All(
            lines,
            line => Assert.True(
                !line.StartsWith("refused", StringComparison.Ordinal)
                    || line == "refused descriptors_exhausted", line));
        Assert.All(
            lines.Where(line => !line.StartsWith("refused", StringComparison.Ordinal)),
            line => Assert.False(IsRunning(line)));
    }

    [Fact]
    public async Task Terminals_end_where_hardly_a_descriptor_is_left_to_look_with() =>
        Assert.All(await LimitedAsync("4", "full"), line => Assert.False(IsRunning(line)));

    private static bool IsRunning(string line) =>
        Processes.IsRunning(int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>
    /// Starts so many terminals with few descriptors and ends them. On a busy machine .NET may itself need the last
    /// descriptor, and then aborts; that is tried again.
    /// </summary>
    /// <param name="word">What the program is told before it ends.</param>
    /// <returns>What it says of each terminal.</returns>
    private static async Task<List<string>> LimitedAsync(string terminals, string word)
    {
        const int Aborted = 134;
        const int AttemptsMax = 5;
        for (var attempt = 1; ; attempt++)
        {
            using var host = Start(
                terminals, "printf ready; read line", "/bin/sh", "-c", "ulimit -n 150; exec \"$0\" \"$@\"");
            var lines = new List<string>();
            while (await host.StandardOutput.ReadLineAsync(Limits.Soon()) is { } line && line != "ready")
                lines.Add(line);
            try
            {
                await host.StandardInput.WriteLineAsync(word);
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                // It has aborted already.
            }

            await host.WaitForExitAsync(Limits.Soon());
            if (host.ExitCode == Aborted && attempt < AttemptsMax) continue;
            Assert.Equal(0, host.ExitCode);
            return lines;
        }
    }

    private static Process Start(string terminals, string script, params string[] before)
    {
        var self = Environment.ProcessPath!;
        string[] command = [.. before, self, "host", terminals, script];
        // Under `dotnet test` the runner is this very program; under `dotnet exec` it is dotnet.
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            command = [.. before, self, typeof(KilledDaemonTests).Assembly.Location, "host", terminals, script];
        return Process.Start(
            new ProcessStartInfo(
                command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
