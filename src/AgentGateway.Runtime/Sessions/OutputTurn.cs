using AgentGateway.Terminal.Backends;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What one loop that reads output does between two pieces: others have their turn, and where its session prints much it
/// waits while an echo goes first. It always takes one piece between two pauses. Used by one loop at a time.
/// </summary>
/// <param name="terminal">Told of a pause; null for a loop that reads what is recorded already.</param>
internal sealed class OutputTurn(EchoPriority echo, ITerminal? terminal, TimeProvider time)
{
    /// <summary>What a person sees at once is less; only who prints more waits for the echo of another.</summary>
    private const int BytesAtOnce = 32 * 1024;

    private const int BytesPerSecond = 64 * 1024;

    private double _bytes;
    private long _at = time.GetTimestamp();

    /// <param name="count">How long the piece is that was taken.</param>
    public async Task NextAsync(int count)
    {
        if (PrintsMuch(count))
        {
            echo.PrintedMuch();
            if (echo.Pause is { } pause)
            {
                terminal?.Rest();
                await pause;
            }
        }

        // Also after a pause: work that waited for something goes before work that yielded.
        await Task.Yield();
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
