using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Input;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Input;

public sealed class InputSenderTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly PtyBackend _backend = new(TimeProvider.System);
    private readonly OutputRing _ring;

    public InputSenderTests() => _ring = OutputRing.Open(_folder["ring"], 1 << 20);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _ring.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_sent_is_accepted_written_echoed_and_carried_out()
    {
        var (_, sender) = await StartAsync("printf 'name? '; read name; echo \"hello $name\"");
        var (receipt, refusal) = await sender.SendAsync(
            new InputRequest { Text = "weles", Submit = true }, Limits.Signal, CancellationToken.None);
        Assert.Null(refusal);
        Assert.Equal((InputState.Echoed, 6, 6, 1), (receipt!.State, receipt.Bytes, receipt.Written, receipt.Id));
        Assert.Equal(receipt, sender.Find(1));
        Assert.Null(sender.Find(2));
        await SeenAsync("hello weles");
    }

    [Fact]
    public async Task Without_an_echo_it_is_written_all_the_same()
    {
        var (_, sender) = await StartAsync("stty -echo; printf ready; read line; echo \"got $line\"");
        await SeenAsync("ready");
        var (receipt, _) = await sender.SendAsync(
            new InputRequest { Text = "quietly", Submit = true }, Limits.Signal, CancellationToken.None);
        Assert.Equal(InputState.Written, receipt!.State);
        await SeenAsync("got quietly");
        var seen = await sender.WaitForEchoAsync(receipt, "quietly", Limits.Signal, CancellationToken.None);
        Assert.Equal(InputState.Echoed, seen.State);
    }

    [Fact]
    public async Task Keys_reach_the_program()
    {
        var (terminal, sender) = await StartAsync(
            "trap 'echo caught; exit 3' INT; printf ready; while :; do sleep 0.02; done");
        await SeenAsync("ready");
        var (receipt, _) = await sender.SendAsync(
            new InputRequest { Keys = ["ctrl-c"] }, Limits.Signal, CancellationToken.None);
        Assert.Equal(InputState.Written, receipt!.State);
        Assert.Equal(3, (await terminal.Exited.WaitAsync(Limits.Signal)).Code);
    }

    [Fact]
    public async Task An_unknown_key_sends_nothing()
    {
        var (_, sender) = await StartAsync("read line");
        var (receipt, refusal) = await sender.SendAsync(
            new InputRequest { Text = "x", Keys = ["nokey"] }, Limits.Signal, CancellationToken.None);
        Assert.Null(receipt);
        Assert.Equal("key_unknown", refusal?.Code);
        Assert.Equal(0, _ring.End);
    }

    [Fact]
    public async Task A_program_that_does_not_read_leaves_the_receipt_stuck_and_the_next_request_waiting()
    {
        var (_, sender) = await StartAsync("stty raw -echo; printf ready; sleep 1000");
        await SeenAsync("ready");
        var (receipt, _) = await sender.SendAsync(
            new InputRequest { Raw = new byte[1 << 20] }, TimeSpan.FromMilliseconds(300), CancellationToken.None);
        Assert.Equal(InputState.Stuck, receipt!.State);
        Assert.InRange(receipt.Written, 1, (1 << 20) - 1);
    }

    [Fact]
    public async Task What_a_program_did_not_read_is_said_by_its_place_in_the_text()
    {
        var (terminal, sender) = await StartAsync("stty raw -echo; printf ready; head -c 5000; printf enough; sleep 1000");
        await SeenAsync("ready");
        var (receipt, _) = await sender.SendAsync(
            new InputRequest { Text = new('é', 500_000), IsBracketed = true }, TimeSpan.FromMilliseconds(300),
            CancellationToken.None);
        Assert.Equal(InputState.Stuck, receipt!.State);
        Assert.InRange(receipt.UndeliveredFrom!.Value, 1, 999_998);
        Assert.InRange(receipt.Written - receipt.UndeliveredFrom.Value, 6, 7);
        await terminal.DisposeAsync();
    }

    [Fact]
    public async Task The_limit_counts_from_the_last_progress()
    {
        await using var terminal = new SlowTerminal();
        var clock = new FakeClock();
        using var sender = new InputSender(terminal, _ring, clock);
        var sending = sender.SendAsync(
            new InputRequest { Raw = new byte[10] }, TimeSpan.FromSeconds(5), CancellationToken.None);
        var behind = sender.SendAsync(
            new InputRequest { Raw = new byte[1] }, TimeSpan.FromSeconds(5), CancellationToken.None);
        for (var read = 0; read < 11; read++)
        {
            clock.Advance(TimeSpan.FromSeconds(4));
            await terminal.TakeAsync();
        }

        Assert.Equal(InputState.Written, (await sending.WaitAsync(Limits.Signal)).Receipt!.State);
        Assert.Equal(InputState.Written, (await behind.WaitAsync(Limits.Signal)).Receipt!.State);
    }

    [Fact]
    public async Task What_follows_an_escape_is_another_write()
    {
        await using var terminal = new SlowTerminal();
        using var sender = new InputSender(terminal, _ring, TimeProvider.System);

        var sending = sender.SendAsync(
            new InputRequest { Text = "a", Keys = ["up", "escape", "escape", "alt-b", "c"] },
            Limits.Signal,
            CancellationToken.None);
        for (var read = 0; read < 9; read++) await terminal.TakeAsync();

        var (receipt, _) = await sending.WaitAsync(Limits.Signal);
        Assert.Equal((InputState.Written, 9, 9), (receipt!.State, receipt.Bytes, receipt.Written));
        Assert.Equal(["a\e[A\e", "\e", "\ebc"], terminal.Writes);
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken()
    {
        var (terminal, sender) = await StartAsync("exit");
        await terminal.Exited.WaitAsync(Limits.Signal);
        var (receipt, _) = await sender.SendAsync(
            new InputRequest { Text = "late", Submit = true }, Limits.Signal, CancellationToken.None);
        Assert.Equal((InputState.Ended, 0), (receipt!.State, receipt.Written));
    }

    private async Task<(ITerminal Terminal, InputSender Sender)> StartAsync(string script)
    {
        var outcome = await _backend.CreateAsync(Requests.Shell(script), CancellationToken.None);
        var terminal = Assert.IsType<TerminalOutcome.Ready>(outcome).Terminal;
        _ = new Recorder(terminal, _ring, null, TimeProvider.System).RunAsync(null, CancellationToken.None);
        return (terminal, new InputSender(terminal, _ring, TimeProvider.System));
    }

    private async Task SeenAsync(string text)
    {
        Assert.Null(OutputPattern.Parse(text, out var pattern));
        var outcome = await new OutputWaiter(
            _ring, TimeProvider.System).WaitAsync(
                new OutputWait(0, pattern, null, Limits.Signal), null, CancellationToken.None);
        Assert.IsType<OutputWaitOutcome.Matched>(outcome);
    }
}
