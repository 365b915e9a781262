using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Makes new sessions durable: their files, their confidential input and their first event. A session that could not
/// be started is refused before its first event, and leaves no files.
/// </summary>
internal sealed class SessionOpener(
    SessionPaths paths,
    SessionOptions options,
    SessionRegistry registry,
    SessionDispatcher dispatcher,
    SessionSecrets secrets,
    ConfidentialInputStore inputs,
    SessionLauncher launcher,
    SandboxCleaner cleaner)
{
    /// <summary>Why such a session could not be opened, as far as that does not change by itself; null: it could.</summary>
    public Rejection? Refuse(RequestedSession requested)
    {
        var open = requested.Open;
        if (paths.Directory.Length == 0) return SessionErrors.Unavailable;
        if (open.Name is { } name)
        {
            if (!SessionArguments.IsName(name)) return SessionErrors.NameInvalid;
            if (registry.Find(name).Rejection is null) return SessionErrors.NameTaken(name);
        }

        return launcher.RefuseRequest(
            Planned(new(dispatcher.NewStamp().Id("ses", 0)), open), requested.Input);
    }

    public async Task<Outcome<SessionId>> OpenAsync(
        Caller caller, RequestedSession requested, CancellationToken cancellationToken)
    {
        var open = requested.Open;
        if (paths.Directory.Length == 0) return SessionErrors.Unavailable;
        if (CheckRoom() is { } full) return full;
        if (open.Name is { } given && !SessionArguments.IsName(given)) return SessionErrors.NameInvalid;
        using var reserved = open.Name is null ? null : registry.Reserve(open.Name);
        if (open.Name is { } name && reserved is null) return SessionErrors.NameTaken(name);
        var id = new SessionId(dispatcher.NewStamp().Id("ses", 0));
        var folder = new SessionFolder(paths, id);
        var isKept = false;
        try
        {
            folder.Create();
            inputs.Write(id, requested.Input);
            if (launcher.Refuse(Planned(id, open), requested.Input) is { } unable) return unable;
            if ((await dispatcher.SendAsync(id, caller.Principal.Name, open, cancellationToken))
                .IsRejected(out var refused))
                return refused;
            isKept = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return SessionErrors.NotStarted(failure);
        }
        finally
        {
            if (!isKept)
            {
                folder.Delete();
                launcher.Forget(id);
                _ = cleaner.CleanAsync(open.Spec.Root);
            }
        }

        return id;
    }

    /// <summary>Opens a session like that one, with the present values of its secrets.</summary>
    public async Task<Outcome<SessionId>> OpenCopyAsync(
        Caller caller, TerminalSession original, CloneSession request, CancellationToken cancellationToken)
    {
        if (secrets.Renew(original) is { } missing) return missing;
        var owner = request.Owner;
        var open = new OpenSession(
            request.Name,
            original.Spec!,
            owner.Agent ?? original.Agent,
            owner.ThreadId is { } thread ? new ThreadId(thread) : original.Thread,
            owner.TaskId ?? original.Task,
            original.Id,
            caller.Principal.Name)
        {
            JudgedAs = caller.JudgedAs,
        };
        return await OpenAsync(caller, new(open, inputs.Read(original.Id)), cancellationToken);
    }

    /// <summary>What a copy of the session would be started with.</summary>
    public SessionPlan PlanOf(TerminalSession session)
    {
        var input = inputs.Read(session.Id);
        var environment = new Dictionary<string, string>(input.Given, StringComparer.Ordinal);
        foreach (var (name, secret) in input.Secrets) environment[name] = SecretReference.To(secret.Name);
        var spec = session.Spec!;
        return new(
            new(spec.Program, spec.Arguments, null), spec.Directory, new(input.Init, input.Cleanup), environment);
    }

    /// <summary>Takes the present values of the session's secrets; refused when it cannot start again now.</summary>
    public Rejection? PrepareRestart(TerminalSession session) =>
        (session.HasEnded ? CheckRoom() : null) ?? secrets.Renew(session);

    private Rejection? CheckRoom() =>
        registry.All.Count(session => !session.HasEnded) >= options.RunningMax
            ? SessionErrors.TooMany(options.RunningMax)
            : null;

    /// <summary>The session as it would be, to find out whether it can be started.</summary>
    private static TerminalSession Planned(SessionId id, OpenSession open) => SessionMachine.Evolve(
        TerminalSession.Initial,
        new(
            SessionDispatcher.StreamOf(id),
            1,
            default,
            "",
            new SessionCreated(
                open.Name, open.Spec, open.Agent, open.Thread, open.Task, open.ClonedFrom, open.By)));
}
