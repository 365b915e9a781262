using AgentGateway.Posix;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Terminal.Tests.Tmux;

public sealed class OutputHoldTests : IDisposable
{
    private const int Much = 500_000;

    private readonly PseudoTerminal _terminal = PseudoTerminal.Open(80, 24);
    private readonly FakeClock _time = new();

    public void Dispose() => _terminal.Master.Dispose();

    [Fact]
    public void A_terminal_is_stopped_while_its_output_is_not_read()
    {
        using var program = Descriptor.Open(
            _terminal.SlavePath, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking);
        using var hold = new OutputHold(_terminal.SlavePath, static () => Much, _time);
        Assert.True(CanPrint());
        hold.HandedOver();
        _time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.True(CanPrint());
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(CanPrint());
        hold.Reading();
        Assert.True(CanPrint());

        // A reader that waits for more is not slow.
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(CanPrint());

        bool CanPrint() => NonBlockingIo.Write(program, "x"u8) == 1;
    }

    [Fact]
    public void A_terminal_that_prints_little_is_not_stopped()
    {
        using var program = Descriptor.Open(
            _terminal.SlavePath, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking);
        var waiting = 100;
        using var hold = new OutputHold(_terminal.SlavePath, () => waiting, _time);
        hold.HandedOver();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, NonBlockingIo.Write(program, "x"u8));

        // The reader is still away when the program begins to print much.
        waiting = Much;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(NonBlockingIo.NotNow, NonBlockingIo.Write(program, "x"u8));
    }

    [Fact]
    public void A_terminal_that_was_left_stopped_goes_on()
    {
        using var program = Descriptor.Open(
            _terminal.SlavePath, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking);
        Assert.True(PseudoTerminal.SetOutput(program, isOn: false));
        Assert.Equal(NonBlockingIo.NotNow, NonBlockingIo.Write(program, "x"u8));
        using var hold = new OutputHold(_terminal.SlavePath, static () => Much, _time);
        Assert.Equal(1, NonBlockingIo.Write(program, "x"u8));
    }
}
