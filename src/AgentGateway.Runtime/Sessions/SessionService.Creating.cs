using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Making sessions.</summary>
public sealed partial class SessionService
{
    private const string SecretPrefix = "secret:";
    private const int ColumnsUsual = 80;
    private const int RowsUsual = 24;
    private const int TailBytes = 1_000;

    /// <summary>
    /// Answers when the program runs, or could not be started: then it is refused and the session does not exist.
    /// </summary>
    public Task<Outcome<SessionEnvelope>> CreateAsync(
        Caller caller, CreateSession request, CancellationToken cancellationToken) =>
        CreateAsync(caller, request, isBrief: false, cancellationToken);

    /// <summary>A new session like this one, under another name.</summary>
    public async Task<Outcome<SessionEnvelope>> CloneAsync(
        Caller caller, string session, string? name, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (RenewSecrets(found) is { } unknown) return unknown;
        var open = new OpenSession(
            name, found.Spec!, found.Agent, found.Thread, found.Task, found.Id, caller.Principal.Name);
        return await OpenAsync(caller, open, _parts.Terminals.Vault.Open(found.Id), cancellationToken);
    }

    /// <param name="isBrief">One of many that run a single command.</param>
    internal async Task<Outcome<SessionEnvelope>> CreateAsync(
        Caller caller, CreateSession request, bool isBrief, CancellationToken cancellationToken)
    {
        if ((CheckTexts(request) ?? SessionArguments.CheckLimits(request.Limits)) is { } wrong) return wrong;
        if (Given(request).IsRejected(out var refused, out var given)) return refused;
        if (Spec(caller, request, isBrief).IsRejected(out refused, out var spec)) return refused;
        ThreadId? thread = null;
        if (request.Owner.ThreadId is { } threadId)
        {
            if (await _parts.Around.Threads.LoadAsync(new(threadId), cancellationToken) is null)
                return Domain.Threads.ThreadRejections.UnknownThread;
            thread = new(threadId);
        }

        var open = new OpenSession(
            request.Name, spec, request.Owner.Agent, thread, request.Owner.TaskId, null, caller.Principal.Name);
        return await OpenAsync(caller, open, given, cancellationToken);
    }

    private async Task<Outcome<SessionEnvelope>> OpenAsync(
        Caller caller, OpenSession open, SealedSession given, CancellationToken cancellationToken)
    {
        if (_parts.Places.Directory.Length == 0) return SessionErrors.Unavailable;
        if (CheckRoom() is { } full) return full;
        if (open.Name is { } taken && !SessionArguments.IsName(taken)) return SessionErrors.NameInvalid;
        using var reserved = open.Name is null ? null : Registry.Reserve(open.Name);
        if (open.Name is { } name && reserved is null) return SessionErrors.NameTaken(name);
        var id = new SessionId(_parts.Dispatcher.NewStamp().Id("ses", 0));
        var folder = new SessionFolder(_parts.Places, id);
        var isKept = false;
        try
        {
            folder.Create();
            _parts.Terminals.Vault.Seal(id, given);
            // What cannot be started is found out before anything is written down.
            var planned = SessionMachine.Evolve(
                TerminalSession.Initial, new(
                    SessionDispatcher.StreamOf(id),
                    1,
                    default,
                    "",
                    new SessionCreated(
                        open.Name, open.Spec, open.Agent, open.Thread, open.Task, open.ClonedFrom, open.By)));
            if ((await _parts.Terminals.Launcher.PrepareAsync(
                planned, given, SessionPhase.Program, cancellationToken)).IsRejected(out var refused))
                return refused;
            if ((await _parts.Dispatcher.SendAsync(
                id, caller.Principal.Name, open, cancellationToken)).IsRejected(out refused))
                return refused;
            isKept = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return SessionErrors.NotStarted(failure);
        }
        finally
        {
            if (!isKept) folder.Delete();
        }

        return await StartedAsync(caller, id, cancellationToken);
    }

    /// <summary>The session once its program runs; one that could not be started is removed and refused.</summary>
    private async Task<Outcome<SessionEnvelope>> StartedAsync(
        Caller caller, SessionId id, CancellationToken cancellationToken)
    {
        if (await Registry.UntilAsync(id, HasStarted, cancellationToken) is not { } session)
            return SessionRejections.Unknown;
        if (session is not { Failure: { } failure, Exit: null, Run: 1 }) return _views.Envelope(session);
        var refused = failure.ToRejection();
        if (failure.Code is "init_failed" or "script_time_limit")
        {
            var said = (await OutputAsync(new(id.Value, MaxBytes: TailBytes), cancellationToken)).Map(
                output => output.Text?.Trim());
            if (said is { Rejection: null, Value.Length: > 0 })
                refused = refused with { Message = $"{refused.Message} It printed (untrusted): {said.Value}" };
        }

        await RemoveAsync(caller, id.Value, cancellationToken);
        return refused;
    }

    private static Rejection? CheckTexts(CreateSession request)
    {
        // What a session is made of is kept whole with each of its changes, so there is a limit to it, as it is written
        // there.
        if (Written(
            [request.Command, request.Directory, request.Workspace, .. request.Args
                ?? []]) > SessionArguments.ArgumentBytesMax)
            return new(
                "argument_invalid",
                $"Program, arguments and directory have more than {SessionArguments.ArgumentBytesMax} bytes.",
                "Put long text into a file.");
        if (Written(
            [request.Owner.Agent, request.Owner.ThreadId, request.Owner.TaskId, .. request.Environment?.Keys
                ?? []]) > SessionArguments.NameBytesMax)
            return new(
                "environment_invalid",
                $"The names of the variables have more than {SessionArguments.NameBytesMax} bytes.",
                "Give fewer.");
        if (request.Environment?.Sum(pair => pair.Value.Length) > SessionArguments.EnvironmentCharactersMax)
            return new(
                "environment_invalid",
                $"The environment has more than {SessionArguments.EnvironmentCharactersMax} characters.",
                "Put long text into a file.");
        if (request.Scripts.Init?.Length > SessionArguments.ScriptCharactersMax
            || request.Scripts.Cleanup?.Length > SessionArguments.ScriptCharactersMax)
            return new(
                "argument_invalid",
                $"A script has more than {SessionArguments.ScriptCharactersMax} characters.",
                "Put it into a file and call that.");
        return request.Command is ""
            ? new("program_not_found", "command is empty.", "Name a program, or leave command out for a shell.")
            : null;
    }

    private static int Written(
        IEnumerable<string?> texts) =>
            texts.Sum(
                text => text is null
                    ? 0
                    : JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length
                        + 3);

    private Outcome<SealedSession> Given(CreateSession request)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var secrets = new Dictionary<string, StoredSecret>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Environment ?? ImmutableDictionary<string, string>.Empty)
        {
            if (!value.StartsWith(SecretPrefix, StringComparison.Ordinal)) given[name] = value;
            else if (Secret(value[SecretPrefix.Length..]).IsRejected(out var refused, out var secret)) return refused;
            else secrets[name] = secret;
        }

        return new SealedSession(given, secrets, Script(request.Scripts.Init), Script(request.Scripts.Cleanup));
    }

    private static string? Script(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private Outcome<StoredSecret> Secret(string name) =>
        new SecretStore(_parts.Places.SecretsDirectory).Read(name).Map(value => new StoredSecret(name, value));

    /// <summary>
    /// A secret that was changed since is taken as it is now; one that was removed keeps the session from starting.
    /// </summary>
    private Rejection? RenewSecrets(TerminalSession session)
    {
        try
        {
            var given = _parts.Terminals.Vault.Open(session.Id);
            if (given.Secrets.Count == 0) return null;
            var renewed = new Dictionary<string, StoredSecret>(StringComparer.Ordinal);
            foreach (var (variable, stored) in given.Secrets)
            {
                if (Secret(stored.Name).IsRejected(out var refused, out var secret)) return refused;
                renewed[variable] = secret;
            }

            _parts.Terminals.Vault.Seal(session.Id, given with { Secrets = renewed });
            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return new("start_failed", failure.Message, "Create the session anew.");
        }
    }

    private Outcome<SessionSpec> Spec(Caller caller, CreateSession request, bool isBrief)
    {
        if (SessionArguments.Side(
            request.Size.Columns, ColumnsUsual, "columns").IsRejected(out var refused, out var columns))
            return refused;
        if (SessionArguments.Side(request.Size.Rows, RowsUsual, "rows").IsRejected(out refused, out var rows))
            return refused;
        if (SessionArguments.OneOf(
            request.Sandbox, "none", "sandbox", "none", "bwrap", "strict").IsRejected(out refused, out var sandbox))
            return refused;
        if (sandbox == "bwrap" && _parts.Places.StrictSandbox()) sandbox = "strict";
        if (_parts.Terminals.Backends.Choose(
            request.Backend ?? _parts.Options.Backend).IsRejected(out refused, out var backend))
            return refused;
        string? inWorkspace = null;
        if (request.Workspace is { } workspace)
        {
            if (_parts.Around.Workspaces.Find(workspace) is not { } place)
                return SessionErrors.UnknownWorkspace(workspace);
            inWorkspace = place.Directory;
        }

        var directory = Directory(caller, request.Directory, inWorkspace);
        if (sandbox != "none"
            && _parts.Places.HiddenPaths.Contains(RealPath.Leading(directory) ?? directory, StringComparer.Ordinal))
            return SessionErrors.DirectoryHidden(directory);
        return new SessionSpec(
            request.Command ?? _parts.Places.Environment.GetValueOrDefault("SHELL") ?? "/bin/sh",
            [.. request.Args ?? []],
            directory,
            request.Workspace,
            [.. (request.Environment?.Keys ?? []).Order(StringComparer.Ordinal)],
            backend,
            sandbox,
            columns)
        {
            Rows = rows,
            HasInit = Script(request.Scripts.Init) is not null,
            HasCleanup = Script(request.Scripts.Cleanup) is not null,
            ScriptSeconds = _parts.Options.ScriptSeconds,
            Limits = request.Limits,
            Brief = isBrief,
        };
    }

    /// <summary>
    /// A relative directory counts from the workspace, else from where the caller is. Where the caller is, is a wish:
    /// one that does not exist is no reason to refuse.
    /// </summary>
    private string Directory(Caller caller, string? asked, string? inWorkspace)
    {
        var home = _parts.Places.Environment.GetValueOrDefault("HOME") is { Length: > 0 } named
            && System.IO.Directory.Exists(named)
            ? named
            : "/";
        var from = inWorkspace ?? (caller.Workspace is { } where && System.IO.Directory.Exists(where) ? where : home);
        return asked is null
            ? from
            : asked == "~"
                ? home
                : Path.GetFullPath(
                    asked.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, asked[2..]) : asked, from);
    }
}
