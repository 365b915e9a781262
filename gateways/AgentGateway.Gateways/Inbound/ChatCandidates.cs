using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Gateways.Inbound;

/// <summary>What may stand in an option of a command, for people who type it.</summary>
internal sealed class ChatCandidates(
    AgentCatalogue catalogue,
    ThreadService threads,
    ApprovalService approvals,
    QuestionService questions,
    SessionService sessions)
{
    private const int Most = 25;
    private const int LabelCharactersMax = 90;

    public async ValueTask<IReadOnlyList<ChatCandidate>> OfAsync(
        string command, string typed, CancellationToken cancellationToken)
    {
        IEnumerable<ChatCandidate> all = command switch
        {
            "handoff" => catalogue.Roster.Agents.Select(agent => new ChatCandidate(agent.Name, agent.Id.Value)),
            "switch" or "read" => (await threads.ListAsync(new(Limit: 100), cancellationToken)).Value.Threads
                .Select(thread => new ChatCandidate(thread.Title ?? thread.Id, thread.Id)),
            "approve" or "deny" => (await approvals.ListAsync(new("pending", Most), cancellationToken)).Value.Approvals
                .Select(approval => new ChatCandidate($"{approval.Risk} {approval.Summary}", approval.Id)),
            "answer" => (await questions.ListAsync(new("pending", Most), cancellationToken)).Value.Questions
                .Select(question => new ChatCandidate(question.Text, question.Id)),
            "screen" => (await sessions.ListAsync(new(), cancellationToken)).Value.Sessions
                .Select(session => new ChatCandidate(session.Name ?? session.Command, session.Name ?? session.Id)),
            _ => [],
        };
        return
        [
            .. all.Where(one => one.Label.Contains(typed, StringComparison.OrdinalIgnoreCase)
                    || one.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Take(Most)
                .Select(one => one.Label.Length <= LabelCharactersMax
                    ? one
                    : one with { Label = one.Label[..LabelCharactersMax] }),
        ];
    }
}
