using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Stdio;

/// <summary>Requests that came in one array, whose answers go back in one. Guarded by its transport.</summary>
internal sealed class LineBatch(IEnumerable<RequestId> requests)
{
    private readonly HashSet<RequestId> _unanswered = [.. requests];

    public List<JsonRpcMessage> Answers { get; } = [];

    public bool IsComplete => _unanswered.Count == 0;

    /// <summary>False when the request is not one of these.</summary>
    /// <param name="answer">Null when the request was cancelled and gets none.</param>
    public bool TryAnswer(RequestId id, JsonRpcMessage? answer)
    {
        if (!_unanswered.Remove(id)) return false;
        if (answer is not null) Answers.Add(answer);
        return true;
    }
}
