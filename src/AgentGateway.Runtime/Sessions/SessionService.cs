using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Everything that a door can do with terminal sessions. A session is addressed by its id or its name. Each call that changes something
/// answers when the change is durable, and refuses with a <see cref="Rejection"/> that changed nothing.
/// </summary>
public sealed partial class SessionService
{
    /// <summary>Answers when the program runs, or could not be started: then it is refused and the session does not exist.</summary>
    public Task<Outcome<SessionEnvelope>> CreateAsync(Caller caller, CreateSession request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<SessionListView>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<SessionEnvelope>> GetAsync(string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks the program to end, and makes it end after a while; at once with <paramref name="force"/>. Answers when it has ended.</summary>
    public Task<Outcome<SessionEnvelope>> StopAsync(Caller caller, string session, bool force, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Starts the same program anew in the same session; stops it first where it runs.</summary>
    public Task<Outcome<SessionEnvelope>> RestartAsync(Caller caller, string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A new session like this one, under another name.</summary>
    public Task<Outcome<SessionEnvelope>> CloneAsync(Caller caller, string session, string? name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Stops it where it runs, and forgets its output.</summary>
    public Task<Outcome<RemovedView>> RemoveAsync(Caller caller, string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<SessionEnvelope>> ResizeAsync(Caller caller, string session, int columns, int rows, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ScreenView>> ScreenAsync(ReadScreen request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<OutputView>> OutputAsync(ReadOutput request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<OutputSearchView>> SearchAsync(SearchOutput request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ReceiptView>> SendAsync(Caller caller, SendInput request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ReceiptView>> ReceiptAsync(string session, long receiptId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <param name="progress">Is told in a sentence how the waiting stands, at most once a second.</param>
    public Task<Outcome<WaitOutcomeView>> WaitAsync(WaitForSession request, IProgress<string>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ExplainView>> ExplainAsync(string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What happened to it, with its snapshots.</summary>
    public Task<Outcome<SessionHistoryView>> HistoryAsync(string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes a snapshot now.</summary>
    public Task<Outcome<SnapshotView>> SnapshotAsync(Caller caller, string session, string? reason, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes what is kept of its output as asciicast v2.</summary>
    public Task<Outcome<RemovedView>> ExportCastAsync(string session, Stream target, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The real terminal, for a person. Disposing it detaches.</summary>
    public Task<Outcome<SessionAttachment>> AttachAsync(Caller caller, string session, bool readOnly, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What one of the session's own hooks says. Refused with <c>hook_refused</c> unless the token is that session's, with <c>rate_limited</c> when it is too much.</summary>
    /// <param name="body">The hook's JSON, at most 64 KiB.</param>
    public Task<Outcome<SessionStatusView>> HookAsync(string session, string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Whether that process descends from one of our sessions, or shares its terminal session or process namespace.</summary>
    public bool IsInsideSession(int processId) => throw new NotImplementedException();

    /// <summary>Names that changed since the last call returned: sessions whose state, screen or output is another. Coalesced: at most ten times a second for each session.</summary>
    public IAsyncEnumerable<SessionChange> ChangesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <param name="SessionId">The session.</param>
/// <param name="Listed">Whether what the list shows of it changed: it appeared, went, or has another state or status.</param>
/// <param name="Printed">Whether its screen and its output changed.</param>
public sealed record SessionChange(string SessionId, bool Listed, bool Printed);
