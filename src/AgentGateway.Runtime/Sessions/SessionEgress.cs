using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What the egress proxy is told of a session, and what its callers are told of the proxy.</summary>
internal sealed class SessionEgress(LiveSessions lives, EgressNetworks networks)
{
    private const int WhatCharactersMax = 120;

    /// <summary>
    /// The session for people who are asked about a host. The agent that it belongs to is a name that its creator gave,
    /// so the creator is judged.
    /// </summary>
    public static EgressRun RunOf(TerminalSession session) => new()
    {
        Agent = session.JudgedAs ?? ClientName.Any,
        Id = session.Id.Value,
        What = WhatOf(session.Spec!),
        Workspace = session.Spec!.Root,
        Thread = session.Thread,
    };

    /// <summary>Whether it runs in a network whose way out ended with an earlier daemon.</summary>
    public bool HasLostNetwork(TerminalSession session) => lives.Find(session.Id) is { HasLostNetwork: true };

    /// <summary>
    /// What a caller is told whose command ran in the session: what was refused since that timestamp and how to ask for
    /// it, or else what of the sandbox may be why it failed. Null: nothing.
    /// </summary>
    public string? Advice(TerminalSession session, int? exitCode, string output, long since) => SandboxAdvice.Of(
        session.Spec!.Profile,
        exitCode,
        output,
        HasLostNetwork(session) && exitCode != 0
            ? [EgressRejections.Lost]
            : networks.RefusalsOf(session.Id.Value, since));

    /// <summary>The line that a shell was given, or the program and its arguments; shortened.</summary>
    private static string WhatOf(SessionSpec spec)
    {
        var text = spec.Arguments is ["-c", var line]
            ? line
            : string.Join(' ', [Path.GetFileName(spec.Program), .. spec.Arguments]);
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return ShortText.Of(words, WhatCharactersMax);
    }
}
