using System.Text;

namespace AgentGateway.Bridge;

/// <summary>
/// The state of a conversation that carries it over to another daemon: which requests are open in either direction, and
/// how an older client opened it. Newer clients say everything with each request, so for them nothing is repeated.
/// </summary>
internal sealed class Conversation
{
    private readonly List<Envelope> _envelopes = [];
    private readonly Dictionary<string, string> _open = [];
    private readonly HashSet<string> _listening = [];
    private readonly HashSet<string> _asked = [];
    private readonly HashSet<string> _swallowed = [];
    private readonly Dictionary<string, Repeated> _subscriptions = [];
    private Repeated? _initialize;
    private byte[]? _initialized;

    /// <summary>
    /// While set, nothing of the client may be sent: the new daemon has not yet answered the repeated initialize.
    /// </summary>
    public bool IsReopening { get; private set; }

    /// <summary>Whether an answer is still due; a stream that only ends with the connection is none.</summary>
    public bool OwesAnswers => _open.Count > _listening.Count;

    /// <summary>Whether the daemon is to see this line of the client.</summary>
    public bool FromClient(ReadOnlySpan<byte> line)
    {
        ReadEnvelopes(line);
        var dropped = 0;
        foreach (var message in _envelopes)
        {
            if (message.IsRequest) Opened(message, line);
            else if (message.IsAnswer && !_asked.Remove(message.Id!)) dropped++;
            else if (message.Method == "notifications/initialized") _initialized = line.ToArray();
            else if (message.Method == "notifications/cancelled" && message.CancelledId is { } id) Closed(id);
        }

        return dropped == 0 || dropped < _envelopes.Count;
    }

    /// <summary>Whether the client is to see this line of the daemon.</summary>
    public bool FromDaemon(ReadOnlySpan<byte> line, ByteBuffer toDaemon)
    {
        ReadEnvelopes(line);
        var swallowed = 0;
        foreach (var message in _envelopes)
        {
            if (message.IsRequest) _asked.Add(message.Id!);
            if (!message.IsAnswer) continue;
            Closed(message.Id!);
            if (_swallowed.Remove(message.Id!)) swallowed++;
            if (IsReopening && message.Id == _initialize!.Id) FinishReopening(toDaemon);
        }

        return swallowed == 0 || swallowed < _envelopes.Count;
    }

    /// <summary>
    /// The daemon is gone: answers every open request. An open initialize stays open, because it is about to be
    /// repeated and then answered. Answers that the client still owes the dead daemon will be dropped.
    /// </summary>
    public void Lost(Problem problem, ByteBuffer toClient)
    {
        foreach (var (id, rawId) in _open)
            if (id != _initialize?.Id)
                toClient.Append(Encoding.UTF8.GetBytes(problem.Answer(rawId)));
        var initializeIsOpen = _initialize is not null && _open.ContainsKey(_initialize.Id);
        _open.Clear();
        _listening.Clear();
        _asked.Clear();
        _swallowed.Clear();
        IsReopening = false;
        if (initializeIsOpen) _open.Add(_initialize!.Id, _initialize.RawId);
    }

    /// <summary>There is no daemon to be had: answers what is open, an initialize too.</summary>
    public void Refuse(Problem problem, ByteBuffer toClient)
    {
        Lost(problem, toClient);
        foreach (var rawId in _open.Values) toClient.Append(Encoding.UTF8.GetBytes(problem.Answer(rawId)));
        if (_open.Count > 0) _initialize = null;
        _open.Clear();
    }

    /// <summary>Opens the conversation with a new daemon as the client opened it with the first.</summary>
    public void Reopen(ByteBuffer toDaemon)
    {
        if (_initialize is null) return;
        IsReopening = true;
        if (!_open.ContainsKey(_initialize.Id)) _swallowed.Add(_initialize.Id);
        toDaemon.Append(_initialize.Line);
    }

    private void FinishReopening(ByteBuffer toDaemon)
    {
        IsReopening = false;
        if (_initialized is not null) toDaemon.Append(_initialized);
        foreach (var subscription in _subscriptions.Values)
        {
            _swallowed.Add(subscription.Id);
            toDaemon.Append(subscription.Line);
        }
    }

    private void Opened(Envelope request, ReadOnlySpan<byte> line)
    {
        _open[request.Id!] = request.RawId!;
        switch (request.Method)
        {
            case "initialize":
                _initialize = new(request.Id!, request.RawId!, line.ToArray());
                _initialized = null;
                _subscriptions.Clear();
                break;
            case "resources/subscribe" when request.Uri is not null:
                _subscriptions[request.Uri] = new(request.Id!, request.RawId!, line.ToArray());
                break;
            case "resources/unsubscribe" when request.Uri is not null:
                _subscriptions.Remove(request.Uri);
                break;
            case "subscriptions/listen":
                _listening.Add(request.Id!);
                break;
        }
    }

    private void Closed(string id)
    {
        _open.Remove(id);
        _listening.Remove(id);
    }

    private void ReadEnvelopes(ReadOnlySpan<byte> line)
    {
        _envelopes.Clear();
        EnvelopeReader.Read(line, _envelopes);
    }

    /// <summary>A request of the client that a new daemon is sent again.</summary>
    private sealed record Repeated(string Id, string RawId, byte[] Line);
}
