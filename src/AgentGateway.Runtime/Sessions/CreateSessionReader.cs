using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Reads a request to create a session: checks every field, fills in what was left out, and answers the session to
/// create. It changes nothing.
/// </summary>
internal sealed class CreateSessionReader(
    SessionPaths paths,
    SessionOptions options,
    SessionBackends backends,
    PathZones zones,
    SessionSecrets secrets,
    KnownSecrets known,
    WorkspaceService workspaces,
    ThreadDispatcher threads)
{
    private const int DefaultColumns = 80;
    private const int DefaultRows = 24;

    /// <param name="isBrief">
    /// Whether the session runs a single command for <c>session_run</c>: such sessions have no history, and old ones
    /// are removed.
    /// </param>
    public async Task<Outcome<RequestedSession>> ReadAsync(
        Caller caller, CreateSession request, bool isBrief, CancellationToken cancellationToken)
    {
        if ((CheckTexts(request) ?? SessionArguments.CheckLimits(request.Limits)) is { } wrong) return wrong;
        if (secrets.Resolve(request.Environment, Script(request.Scripts.Init), Script(request.Scripts.Cleanup))
            .IsRejected(out var refused, out var input)) return refused;
        if (known.Refuse([request.Command, .. request.Args ?? []]) is { } told) return told;
        if (Spec(caller, request, isBrief).IsRejected(out refused, out var spec)) return refused;
        ThreadId? thread = request.Owner.ThreadId is { } id ? new(id) : null;
        if (thread is not null && await threads.LoadAsync(thread.Value, cancellationToken) is null)
            return ThreadRejections.UnknownThread;
        var open = new OpenSession(
            request.Name, spec, request.Owner.Agent, thread, request.Owner.TaskId, null, caller.Principal.Name)
        {
            JudgedAs = caller.JudgedAs,
        };
        return new RequestedSession(open, input);
    }

    private Outcome<SessionSpec> Spec(Caller caller, CreateSession request, bool isBrief)
    {
        if (SessionArguments.Side(request.Size.Columns, DefaultColumns, "columns")
            .IsRejected(out var refused, out var columns)) return refused;
        if (SessionArguments.Side(request.Size.Rows, DefaultRows, "rows").IsRejected(out refused, out var rows))
            return refused;
        if (backends.Choose(request.Backend ?? options.Backend).IsRejected(out refused, out var backend))
            return refused;
        string? workspaceDirectory = null;
        if (request.Workspace is { } workspace)
        {
            if (workspaces.Find(workspace) is not { } found) return SessionErrors.UnknownWorkspace(workspace);
            workspaceDirectory = found.Directory;
        }

        var directory = DirectoryOf(caller, request.Directory, workspaceDirectory);
        return new SessionSpec(
            request.Command ?? paths.Environment.GetValueOrDefault("SHELL") ?? "/bin/sh",
            [.. request.Args ?? []],
            directory,
            request.Workspace,
            [.. (request.Environment?.Keys ?? []).Order(StringComparer.Ordinal)],
            backend,
            SandboxProfiles.NameOf(request.Sandbox),
            columns)
        {
            Root = request.Sandbox == SandboxProfile.Open ? null : RootOf(caller, directory, workspaceDirectory),
            Rows = rows,
            HasInit = Script(request.Scripts.Init) is not null,
            HasCleanup = Script(request.Scripts.Cleanup) is not null,
            ScriptSeconds = options.ScriptSeconds,
            Limits = request.Limits,
            Brief = isBrief,
            Separate = request.Separate,
        };
    }

    /// <summary>
    /// A relative directory is resolved against the workspace, else against the caller's directory, else against the
    /// home directory. A caller's directory that does not exist is ignored, because the request did not name it.
    /// </summary>
    private string DirectoryOf(Caller caller, string? requested, string? workspaceDirectory)
    {
        var home = paths.Environment.GetValueOrDefault("HOME") is { Length: > 0 } named && Directory.Exists(named)
            ? named
            : "/";
        var start = workspaceDirectory
            ?? (caller.Workspace is { } present && Directory.Exists(present) ? present : home);
        return requested switch
        {
            null => start,
            "~" => home,
            _ when requested.StartsWith("~/", StringComparison.Ordinal) =>
                Path.GetFullPath(Path.Combine(home, requested[2..]), start),
            _ => Path.GetFullPath(requested, start),
        };
    }

    /// <summary>The directory that a sandbox shows as the workspace, in its real place.</summary>
    private string? RootOf(Caller caller, string directory, string? workspaceDirectory)
    {
        var real = Real(directory)!;
        var own = Real(workspaceDirectory ?? caller.Workspace);

        // The directory in which the person happens to stand does not keep a command of theirs from another one.
        if (caller.Principal.IsLocal && workspaceDirectory is null && own is not null
            && (!PathText.IsInside(own, real) || WorkspacePaths.WhyNone(own, zones) is not null))
            own = null;
        var root = CallWorkspace.Of(caller.JudgedAs, own, real, zones);
        // A sandbox that showed the home directory as its workspace would show everything in it.
        return root is not null
            && (workspaceDirectory is not null || WorkspacePaths.WhyNone(root, zones) is null)
            && Directory.Exists(root)
                ? root
                : null;
    }

    private static string? Real(string? path) => path is null ? null : RealPath.Leading(path) ?? path;

    private static string? Script(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// Refuses texts that are too long. Each snapshot of a session has its program, arguments and names in full, so
    /// their length is limited as JSON writes them.
    /// </summary>
    private static Rejection? CheckTexts(CreateSession request)
    {
        if (JsonBytes([request.Command, request.Directory, request.Workspace, .. request.Args ?? []])
            > SessionArguments.ArgumentBytesMax)
            return new(
                "argument_invalid",
                $"Program, arguments and directory have more than {SessionArguments.ArgumentBytesMax} bytes.",
                "Put long text into a file.");
        var owner = request.Owner;
        if (JsonBytes([owner.Agent, owner.ThreadId, owner.TaskId?.Value, .. request.Environment?.Keys ?? []])
            > SessionArguments.NameBytesMax)
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

    private static int JsonBytes(IEnumerable<string?> texts)
    {
        const int QuotesAndComma = 3;
        return texts.OfType<string>().Sum(text => QuotesAndComma
            + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length);
    }
}
