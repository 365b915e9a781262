using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Egress;

/// <summary>The refusals of the egress proxy, together so that a code always has the same sentence.</summary>
internal static class EgressRejections
{
    public static readonly Rejection Invalid = new(
        "egress_request_invalid", "That is no request to a proxy.",
        "Use CONNECT, an http:// address, or SOCKS 5 with a TCP connection.");

    public static readonly Rejection Lost = new(
        "egress_lost", "The daemon that opened this session's way to hosts has ended, and so has the way.",
        "Restart the session (session_restart) to reach hosts again.");

    public static Rejection NotPublic(EgressTarget target) => new(
        "address_refused", $"{target.Host} is not an address of the public internet.",
        "Sandboxes reach public addresses only; this machine's own services need a command that runs open.");

    public static Rejection NotAllowed(EgressRun run, EgressTarget target, ApprovalId approval) => new(
        "egress_approval_required",
        $"`{run.What}` wants {target}, which is not allowed yet ({approval}).",
        $"A person allows it (agw approve {approval}, with --always for this workspace); then run the command again.")
    {
        ApprovalId = approval.Value,
    };

    public static Rejection Unanswered(EgressRun run, EgressTarget target) => new(
        "egress_approval_required",
        $"`{run.What}` wants {target}, and ended before a person had answered.",
        "A person answers (agw approvals lists what is asked); then run the command again.");

    public static Rejection Denied(EgressTarget target, string why) => new(
        "egress_denied", $"{target} is not reached from this sandbox. {why}", "Do without this host, or ask a person.");

    public static Rejection TooManyHosts(EgressTarget target, int max) => new(
        "egress_too_many_hosts",
        $"{target} is not allowed, and a person was asked about {max} hosts of this command already.",
        "A person adds the hosts that are needed to the setting Sandbox:Hosts.");

    public static Rejection Unreachable(EgressTarget target, string why) => new(
        "egress_unreachable", $"{target} could not be reached: {why}", "Look at the name and the port, or try later.");

    public static Rejection Unavailable(string why) => new(
        "egress_unavailable", $"No network can be made for a sandbox here: {why}",
        "Install util-linux (unshare, nsenter) and allow user namespaces; until then use sandbox workspace or open.");
}
