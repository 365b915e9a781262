using System.Text;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class RecorderTests
{
    [Fact]
    public async Task Nothing_is_in_the_ring_that_the_screen_cannot_show_to_who_waits_for_its_lock()
    {
        using var folder = new TemporaryFolder();
        using var ring = OutputRing.Open(folder["ring"], 1 << 20);
        await using var backend = new PtyBackend(TimeProvider.System);
        var outcome = await backend.CreateAsync(Requests.Shell("printf 'it is shown'"), CancellationToken.None);
        await using var terminal = Assert.IsType<TerminalOutcome.Ready>(outcome).Terminal;
        var (screen, shown, isHeld) = (new Lock(), new StringBuilder(), true);
        var recorder = new Recorder(terminal, ring, null, TimeProvider.System)
        {
            Screen = (screen, (bytes, offset) =>
            {
                isHeld &= screen.IsHeldByCurrentThread && offset + bytes.Length == ring.End;
                shown.Append(Encoding.UTF8.GetString(bytes));
            }),
        };
        await recorder.RunAsync(null, CancellationToken.None).WaitAsync(Limits.Signal);
        Assert.True(isHeld);
        Assert.Contains("it is shown", shown.ToString(), StringComparison.Ordinal);
    }
}
