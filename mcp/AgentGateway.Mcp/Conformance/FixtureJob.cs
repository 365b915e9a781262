using System.Globalization;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Tasks;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Conformance;

/// <summary>One running fixture: its state, and what it asks.</summary>
internal sealed class FixtureJob
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (JsonObject Request, TaskCompletionSource<JsonNode?> Answer)> _questions = [];
    private readonly CancellationTokenSource _cancelled;
    private readonly TimeProvider _time;
    private readonly Action _onChanged;
    private TaskState _state;
    private int _asked;

    public FixtureJob(
        string id, Principal owner, CancellationTokenSource cancelled, TimeProvider time, Action onChanged)
    {
        (Owner, _cancelled, _time, _onChanged) = (owner, cancelled, time, onChanged);
        _state = new(id, "working", time.GetUtcNow(), time.GetUtcNow(), [TaskState.WatchUri(id)]);
    }

    public Principal Owner { get; }

    public CancellationToken Cancelled => _cancelled.Token;

    public TaskState State
    {
        get { lock (_lock) return _state; }
    }

    /// <summary>Waits for the client's answer to a request that the job would have sent it.</summary>
    public async Task<JsonNode?> AskAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var request = new JsonObject { ["method"] = method, ["params"] = parameters?.DeepClone() };
            _questions.Add((++_asked).ToString(CultureInfo.InvariantCulture), (request, answer));
            Change();
        }
        _onChanged();
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public void Answer(JsonObject responses)
    {
        lock (_lock)
        {
            foreach (var (key, response) in responses)
                if (_questions.Remove(key, out var question)) question.Answer.TrySetResult(response?.DeepClone());
            Change();
        }
    }

    public void Cancel()
    {
        End("cancelled");
        _cancelled.Cancel();
    }

    /// <summary>The first end stands.</summary>
    public void End(string status, JsonNode? result = null, JsonNode? error = null)
    {
        lock (_lock)
        {
            if (_state.HasEnded) return;
            _state = _state with
            {
                Status = status, ChangedAt = _time.GetUtcNow(), InputRequests = null, Result = result, Error = error,
            };
        }
        _onChanged();
    }

    private void Change()
    {
        if (_state.HasEnded) return;
        var requests = _questions.Select(
            question => KeyValuePair.Create<string, JsonNode?>(question.Key, question.Value.Request.DeepClone()));
        _state = _state with
        {
            Status = _questions.Count > 0 ? "input_required" : "working",
            ChangedAt = _time.GetUtcNow(),
            InputRequests = _questions.Count > 0 ? new JsonObject(requests) : null,
        };
    }
}
