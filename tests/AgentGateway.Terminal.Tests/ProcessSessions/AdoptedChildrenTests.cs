using System.Diagnostics;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tests.ProcessSessions;

/// <summary>Alone, because the orphans of other tests would be adopted too.</summary>
[CollectionDefinition(nameof(AdoptedChildrenTests), DisableParallelization = true)]
[Collection(nameof(AdoptedChildrenTests))]
public sealed class AdoptedChildrenTests
{
    [Fact]
    public async Task An_orphan_becomes_a_child_and_leaves_no_zombie_and_other_children_keep_their_end()
    {
        using var adopted = new AdoptedChildren(TimeProvider.System);
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "(setsid sh -c 'echo $$; read line' & ) ; exec cat >/dev/null"])
            {
                RedirectStandardOutput = true, RedirectStandardInput = true,
            })!;
        var orphan = int.Parse(
            (await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
            System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => ProcessRow.Read(orphan)?.ParentId == Environment.ProcessId);
        Signals.Send(orphan, (int)TerminalSignal.Kill);
        using var failing = Process.Start("/bin/sh", ["-c", "exit 7"]);
        await failing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, failing.ExitCode);

        await Eventually.TrueAsync(() => ProcessRow.Read(orphan) is null);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }
}
