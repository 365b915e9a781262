using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Policy;

/// <summary>
/// Answers what policy would say, so that people can try their rules before anything depends on them.
/// </summary>
public sealed class PolicyService
{
    /// <summary>The key of the calls that are only judged and never made.</summary>
    private const string TestKey = "test";

    private readonly ToolGate _gate;
    private readonly ToolCatalogue _tools;
    private readonly AgentCatalogue _catalogue;

    internal PolicyService(ToolGate gate, ToolCatalogue tools, AgentCatalogue catalogue) =>
        (_gate, _tools, _catalogue) = (gate, tools, catalogue);

    /// <summary>
    /// The decision about a call. The call is not made and no person is asked. It is judged by the code that
    /// judges real calls, with the caller's directory as the workspace.
    /// </summary>
    /// <param name="agent">
    /// An agent's id or alias; <c>client</c> for a direct call of an MCP connection, <c>client:NAME</c> for one of a
    /// client that gives itself that name, <c>operator</c> for the person at this machine.
    /// </param>
    /// <param name="arguments">A JSON object; empty for none.</param>
    public Outcome<JudgementView> Test(Caller caller, string agent, string tool, string arguments)
    {
        try
        {
            using var document = CanonicalJson.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Wrong("The arguments are not a JSON object.");
            var known = _catalogue.Roster.Find(agent);
            if (ClientName.NamesOne(agent) && ClientName.OfJudged(agent) is null)
                return new Rejection(
                    "invalid_argument", "The client has no name.", "Write for example client:claude-code, or client.");
            var client = ClientName.OfJudged(agent);
            var name = client?.JudgedAs ?? known?.Id.Value ?? agent;
            var isLocal = name == Principal.Operator.Name;
            var isDirect = ClientName.IsClient(name) || isLocal;
            var own = _tools.Find(tool);
            var direct = new Caller(isLocal ? Principal.Operator : Principal.Client, caller.Workspace)
            {
                Client = client,
            };
            var request = isDirect
                ? new ToolRequest(direct, document.RootElement)
                : ToolRequest.Of(new Requester(name, TestKey), caller.Workspace, document.RootElement);
            var facts = CallFacts.None;
            if (own is not null)
            {
                if (own.Read(request).IsRejected(out var wrong, out var read)) return Wrong(wrong.Message);
                facts = own.Touches(request, read);
            }

            var use = new ToolUse(
                new Requester(name, TestKey),
                tool,
                own?.Declared.Risk ?? RiskClass.R2,
                document.RootElement,
                facts.Workspace ?? caller.Workspace,
                facts,
                isLocal);
            string[] unknown =
            [
                .. known is null && !isDirect ? (string[])[$"no agent of the name {name} is known here"] : [],
                .. !isDirect && _tools.Find(tool, ToolAudience.Agents) is null
                    ? (string[])[$"no tool of the name {tool} is known here"]
                    : [],
            ];
            return Of(_gate.Judge(use), unknown);
        }
        catch (JsonException exception)
        {
            return Wrong($"The arguments are not JSON: {exception.Message}");
        }
    }

    private static JudgementView Of(PolicyVerdict verdict, string[] unknown) => new(
        ViewWriter.Word(verdict.Decision), verdict.Rule, verdict.Reason, verdict.Risk.ToString(),
            verdict is { AlwaysAllowed: true, Decision: PolicyDecision.Ask },
        [
            .. unknown,
            .. verdict.Facts,
        ]);

    private static Rejection Wrong(string message) =>
        new("invalid_argument", message,
            "Give the arguments of the tool as one JSON object, such as '{\"command\":\"ls\"}'.");
}
