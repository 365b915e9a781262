using System.Collections.Concurrent;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Terminal.Output;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tells which values must not be seen in the output of a session: all that are known, and those that this session was
/// given in any of its runs since the daemon began.
/// </summary>
internal sealed class SessionRedaction(
    SessionLauncher launcher, ConfidentialInputStore inputs, KnownSecrets known, ILogger<SessionRedaction> log)
    : ICommitSubscriber<TerminalSession>
{
    private readonly ConcurrentDictionary<SessionId, (int Run, HashSet<string> Own, Func<SecretMatcher> Matcher)>
        _sessions = new();

    /// <summary>Finds the values; as they are known at each call of the function.</summary>
    public Func<SecretMatcher> Of(TerminalSession session)
    {
        if (_sessions.TryGetValue(session.Id, out var made) && made.Run == session.Run) return made.Matcher;
        HashSet<string> own = [.. made.Own ?? [], .. Read(session)];
        var matcher = known.With(own);
        _sessions[session.Id] = (session.Run, own, matcher);
        return matcher;
    }

    public void Committed(Receipt<TerminalSession> receipt)
    {
        if (receipt.State.Removed) _sessions.TryRemove(receipt.State.Id, out _);
    }

    private IReadOnlyCollection<string> Read(TerminalSession session)
    {
        try
        {
            var input = inputs.Read(session.Id);
            foreach (var secret in input.Secrets.Values) known.AddStored(secret.Name, secret.Value);
            return launcher.HiddenValues(session, input);
        }
        catch (InvalidDataException failure)
        {
            // The program was started already. Its secrets can then be recognised only if they are known otherwise.
            LiveLog.NothingGiven(log, failure, session.Id);
            return [];
        }
    }
}
