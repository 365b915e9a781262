using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>What goes on in a thread, and for how long it was seen to.</summary>
internal sealed class ChatStatus(TimeProvider time)
{
    private readonly Dictionary<string, DateTimeOffset> _since = [];

    /// <param name="turns">The turns that run, each with its agent.</param>
    /// <param name="isAsking">Whether a request waits for this person.</param>
    /// <param name="isStopping">Whether the person has just ended them.</param>
    public IEnumerable<StyledLine> Lines(IReadOnlyDictionary<string, string> turns, bool isAsking, bool isStopping)
    {
        var now = time.GetUtcNow();
        foreach (var gone in _since.Keys.Except(turns.Keys).ToList()) _since.Remove(gone);
        var what = isAsking ? "waits for you" : "answers";
        var next = isStopping ? "being stopped, ctrl-C again leaves" : "ctrl-C stops it";
        foreach (var (turn, agent) in turns)
        {
            if (!_since.TryGetValue(turn, out var begun)) _since[turn] = begun = now;
            yield return StyledLine.Of(
                Screen.Printable($"· {agent} {what}, {(int)(now - begun).TotalSeconds} s; {next}"), TextStyle.Dim);
        }
    }
}
