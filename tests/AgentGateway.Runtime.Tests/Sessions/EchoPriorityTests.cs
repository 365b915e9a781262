using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

public sealed class EchoPriorityTests : IDisposable
{
    private const int Much = 40 * 1024;

    private static readonly SessionId Typed = new("ses_typed");
    private static readonly SessionId Other = new("ses_other");
    private static readonly SessionId Printing = new("ses_printing");

    private readonly FakeClock _time = new();
    private readonly EchoPriority _echo;

    public EchoPriorityTests() => _echo = new(_time);

    public void Dispose() => _echo.Dispose();

    [Fact]
    public void There_is_no_pause_where_no_session_prints_much()
    {
        _echo.Typed(Typed);
        Assert.Null(_echo.PauseOf(Printing));
        _echo.PrintedMuch();
        _time.Advance(TimeSpan.FromSeconds(2));
        _echo.Typed(Typed);
        Assert.Null(_echo.PauseOf(Printing));
    }

    [Fact]
    public void A_pause_ends_when_all_that_were_typed_to_have_printed()
    {
        _echo.PrintedMuch();
        _echo.Typed(Typed);
        _echo.Typed(Other);
        var pause = _echo.PauseOf(Printing)!;
        _echo.Printed(Typed);
        Assert.False(pause.IsCompleted);
        _echo.Printed(Typed);
        Assert.False(pause.IsCompleted);
        _echo.Printed(Other);
        Assert.True(pause.IsCompleted);
        Assert.Null(_echo.PauseOf(Printing));
    }

    [Fact]
    public void A_pause_ends_by_itself_however_much_is_typed()
    {
        _echo.PrintedMuch();
        _echo.Typed(Typed);
        var pause = _echo.PauseOf(Printing)!;
        _time.Advance(TimeSpan.FromMilliseconds(150));
        _echo.Typed(Typed);
        Assert.Same(pause, _echo.PauseOf(Printing));
        _time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.True(pause.IsCompleted);
        Assert.Null(_echo.PauseOf(Printing));
    }

    [Fact]
    public void A_pause_ends_with_the_daemon()
    {
        _echo.PrintedMuch();
        _echo.Typed(Typed);
        var pause = _echo.PauseOf(Printing)!;
        _echo.Dispose();
        Assert.True(pause.IsCompleted);
        _echo.Typed(Typed);
        Assert.Null(_echo.PauseOf(Printing));
    }

    [Fact]
    public async Task Only_a_session_that_prints_much_waits()
    {
        var much = new OutputTurn(_echo, Printing, _time);
        await Within(much.NextAsync(Much));
        _echo.Typed(Typed);
        await Within(new OutputTurn(_echo, Printing, _time).NextAsync(100));
        var waiting = much.NextAsync(Much);
        Assert.False(waiting.IsCompleted);
        _echo.Printed(Typed);
        await Within(waiting);
    }

    [Fact]
    public async Task A_session_that_prints_much_does_not_wait_for_its_own_output()
    {
        var turn = new OutputTurn(_echo, Typed, _time);
        await Within(turn.NextAsync(Much));
        _echo.Typed(Typed);
        await Within(turn.NextAsync(Much));
        Assert.NotNull(_echo.PauseOf(Printing));
    }

    [Fact]
    public async Task A_session_that_prints_much_goes_on_although_input_comes_without_end()
    {
        var much = new OutputTurn(_echo, Printing, _time);
        await Within(much.NextAsync(Much));
        _echo.Typed(Typed);
        var waiting = much.NextAsync(Much);
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            _echo.PrintedMuch();
            _echo.Typed(Typed);
            return waiting.IsCompleted;
        });
        await Within(waiting);
    }

    [Fact]
    public async Task What_was_printed_is_forgotten_with_time()
    {
        var turn = new OutputTurn(_echo, Printing, _time);
        await Within(turn.NextAsync(Much));
        _time.Advance(TimeSpan.FromSeconds(10));
        _echo.PrintedMuch();
        _echo.Typed(Typed);
        await Within(turn.NextAsync(100));
    }

    private static Task Within(Task task) => task.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
}
