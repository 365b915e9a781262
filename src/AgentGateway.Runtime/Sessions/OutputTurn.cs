using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What one loop that reads output does between two pieces: others have their turn, and where its session prints much it
/// waits while an echo goes first, yet never for long, however much is typed. Used by one loop at a time.
/// </summary>
internal sealed class OutputTurn(EchoPriority echo, SessionId session, TimeProvider time)
{
    /// <summary>What a person sees at once is less; only who prints more waits for the echo of another.</summary>
    private const int BytesAtOnce = 32 * 1024;

    private const int BytesPerSecond = 64 * 1024;

    /// <summary>So long pauses may follow one another where input comes without end; then a piece is taken.</summary>
    private static readonly TimeSpan PausesMax = TimeSpan.FromMilliseconds(100);

    private double _bytes;
    private long _at = time.GetTimestamp();

    /// <param name="count">How long the piece is that was taken.</param>
    public async Task NextAsync(int count)
    {
        var takenAt = time.GetTimestamp();
        var printsMuch = PrintsMuch(count);
        if (printsMuch) echo.PrintedMuch();
        // Before it is looked for a pause and after one: work that waited for something goes before work that yielded.
        await Task.Yield();
        while (printsMuch && echo.PauseOf(session) is { } pause && time.GetElapsedTime(takenAt) < PausesMax)
        {
            await pause;
            await Task.Yield();
        }
    }

    private bool PrintsMuch(int count)
    {
        var now = time.GetTimestamp();
        var forgotten = time.GetElapsedTime(_at, now).TotalSeconds * BytesPerSecond;
        _at = now;
        _bytes = Math.Min(Math.Max(0, _bytes - forgotten) + count, 2 * BytesAtOnce);
        return _bytes > BytesAtOnce;
    }
}
