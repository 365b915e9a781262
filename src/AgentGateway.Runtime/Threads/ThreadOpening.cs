using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;

namespace AgentGateway.Runtime.Threads;

/// <summary>Makes the commands that open threads, and checks the agent and the workspace that a caller names.</summary>
public sealed class ThreadOpening(AgentCatalogue catalogue, WorkspaceFiles files, ThreadOptions options)
{
    /// <param name="agent">The owner; null for the default agent.</param>
    /// <param name="workspace">Null for the directory of the caller's connection.</param>
    internal Outcome<OpenThread> Command(
        Caller caller, Stamp stamp, string? title, string? agent, string? workspace)
    {
        if (catalogue.Roster.Find(agent ?? options.DefaultAgent) is not { } owner)
            return ThreadRejections.UnknownAgent(agent ?? options.DefaultAgent);
        if (Workspace(caller, workspace).IsRejected(out var refused, out var directory)) return refused;
        return new OpenThread(new(stamp.Id("thr", -1)), title, owner.Id, directory);
    }

    /// <summary>A thread that begins with the messages of another one, up to that number.</summary>
    internal OpenThread Fork(AgentThread source, long seq, Stamp stamp)
    {
        var title = $"{(source.Title is { Length: > 0 } named ? named : "Thread")} (fork)";
        if (title.Length > options.TitleCharactersMax) title = title[..options.TitleCharactersMax];
        var fork = new OpenThread(
            new(stamp.Id("thr", -1)), title, source.Owner, source.Workspace, new(source.Id, seq));
        if (source.Import is not { } origin) return fork;

        // Another program's conversation goes on here: with an agent of the gateway, and in the directory that the file
        // of that program names only if it can be a workspace.
        var owner = catalogue.Roster.Find(origin.Program) ?? catalogue.Roster.Find(options.DefaultAgent);
        return fork with
        {
            Owner = owner?.Id ?? source.Owner,
            Workspace = origin.Directory is null || files.Check(origin.Directory).IsRejected(out _, out var directory)
                ? null
                : directory,
        };
    }

    /// <summary>
    /// The workspace that the caller names, or the directory of its connection where that can be one.
    /// </summary>
    internal Outcome<string?> Workspace(Caller caller, string? workspace) =>
        workspace is null
            ? Outcome.Of(files.OfConnection(caller.Workspace))
            : files.Check(workspace).Map(path => (string?)path);
}
