using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class OutputWaiterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _time = new();
    private readonly OutputRing _ring;
    private readonly OutputWaiter _waiter;

    public OutputWaiterTests()
    {
        _ring = OutputRing.Open(_folder["ring"], 1 << 20);
        _waiter = new OutputWaiter(_ring, _time);
    }

    public void Dispose()
    {
        _ring.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pattern_is_found_across_pieces_and_colours()
    {
        _ring.Append("old done\n"u8);
        var waiting = Wait(Pattern(@"all \w+ passed"), from: _ring.End);
        _ring.Append("\x1b[32mall te"u8);
        _ring.Append("sts\x1b[0m pas"u8);
        Assert.False(waiting.IsCompleted);
        _ring.Append("sed\r\n"u8);
        Assert.Equal(new OutputWaitOutcome.Matched(14, "all tests passed"), await waiting.WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task Lines_have_a_beginning_and_an_end()
    {
        _ring.Append("user@host:~$ "u8);
        Assert.Equal(new OutputWaitOutcome.Matched(11, "$ "), await Wait(Pattern(@"\$ $")).WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task Quiet_is_counted_from_the_last_output()
    {
        var waiting = Wait(null, quiet: TimeSpan.FromSeconds(2));
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(new OutputWaitOutcome.BecameQuiet(0), await waiting.WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task A_wait_has_a_limit()
    {
        var waiting = Wait(Pattern("never"));
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<OutputWaitOutcome.TimedOut>(await waiting.WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task The_end_of_the_output_ends_every_wait()
    {
        var waiting = Wait(Pattern("never"), quiet: TimeSpan.FromSeconds(5));
        _ring.Append("last words"u8);
        _ring.Complete();
        Assert.Equal(new OutputWaitOutcome.Ended(10), await waiting.WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _waiter.WaitAsync(
            new OutputWait(0, Pattern("never"), null, TimeSpan.FromMinutes(1)), null, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limits.Signal));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("")]
    [InlineData("[z-a]")]
    public void A_pattern_that_is_none_is_refused(string text) =>
        Assert.Equal("pattern_invalid", OutputPattern.Parse(text, out _)?.Code);

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(?<!b)(a+)+$")]
    [InlineData(@"(a|a)*\1$")]
    [InlineData("(a{1,500}){1,500}$")]
    public async Task A_catastrophic_pattern_does_not_hold_anything_up(string text)
    {
        var waiting = Wait(Pattern(text));
        _ring.Append([.. Enumerable.Repeat((byte)'a', 60_000), (byte)'!']);
        _ring.Complete();
        var outcome = await waiting.WaitAsync(Limits.Signal);
        Assert.True(
            outcome is OutputWaitOutcome.Ended or OutputWaitOutcome.Refused { Refusal.Code: "pattern_too_slow" },
            outcome.ToString());
    }

    private static OutputPattern Pattern(string text)
    {
        Assert.Null(OutputPattern.Parse(text, out var pattern));
        return pattern!;
    }

    private Task<OutputWaitOutcome> Wait(OutputPattern? pattern, long from = 0, TimeSpan? quiet = null) =>
        Task.Run(
            () => _waiter.WaitAsync(
                new OutputWait(from, pattern, quiet, TimeSpan.FromMinutes(1)), null, CancellationToken.None));
}
