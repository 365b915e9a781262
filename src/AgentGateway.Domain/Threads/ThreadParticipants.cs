using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// Participants: agents that advise the owner. One is asked either before the owner answers (advice) or after
/// (a contribution); when all contributions are in, the owner may revise its answer once.
/// </summary>
internal static class ThreadParticipants
{
    public static Rejection? Change(ThreadDraft draft, ChangeParticipant command) =>
        draft.State.Owner == command.Agent
            ? ThreadRejections.AlreadyOwner(command.Agent)
            : Set(draft, command.Agent, command.Instruction, command.When);

    /// <summary>Adds a participant or changes it; null leaves a property as it is.</summary>
    public static Rejection? Set(ThreadDraft draft, AgentId agent, string? instruction, AdviceTime? when)
    {
        if (draft.Rules.Roster.Find(agent) is not { } definition) return ThreadRejections.UnknownAgent(agent.Value);
        var present = Find(draft.State, agent);
        if (string.IsNullOrWhiteSpace(instruction)) instruction = present?.Instruction;
        if (instruction is null) return ThreadRejections.InstructionMissing(agent);
        if (present is null && draft.State.Participants.Count(p => p.Active) >= draft.Rules.ParticipantsMax)
            return ThreadRejections.ParticipantsFull(draft.Rules.ParticipantsMax);
        var others = draft.State.Participants.Where(p => p.Active && p.Agent != agent).Sum(p => p.Instruction.Length);
        if (instruction.Length > ThreadRules.InstructionCharactersMax - others)
            return ThreadRejections.InstructionTooLong(
                instruction.Length, ThreadRules.InstructionCharactersMax, others);
        var time = when ?? present?.When ?? definition.When;
        draft.Add(new ParticipantSet(agent, instruction.Trim(), time, draft.By));
        var asked = time == AdviceTime.Before ? "before" : "after";
        draft.Note(
            $"{agent} {(present is null ? "takes part" : "goes on taking part")}, asked {asked} the owner answers: "
                + $"{instruction.Trim()}");
        return null;
    }

    public static Rejection? Stop(ThreadDraft draft, AgentId agent)
    {
        if (Find(draft.State, agent) is null) return ThreadRejections.NotParticipant(agent);
        foreach (var turn in draft.State.Turns.Where(
            t => t.Agent == agent && t.Kind is TurnKind.Advice or TurnKind.Contribution))
            ThreadTurns.End(draft, turn, TurnStatus.Cancelled, null);
        draft.Add(new ParticipantEnded(agent, draft.By));
        draft.Note($"{agent} no longer takes part.");
        return null;
    }

    public static Participant? Find(AgentThread state, AgentId agent) =>
        state.Participants.FirstOrDefault(p => p.Agent == agent && p.Active);

    /// <summary>
    /// Requests advice on a turn that begins. All participants that advise before the answer do so at the same time.
    /// </summary>
    public static void AskForAdvice(ThreadDraft draft, TurnId id)
    {
        if (draft.State.Turn(id) is not { Kind: TurnKind.Answer, IsCommand: false } turn) return;
        foreach (var participant in AskedAt(draft.State, AdviceTime.Before, turn.Agent))
            ThreadTurns.Queue(draft, new(draft.NewTurn(), TurnKind.Advice, participant.Agent, turn.Triggers)
            {
                Parent = id,
                Task = turn.Task,
            });
    }

    /// <summary>
    /// Requests contributions to an answer. An agent has at most one contribution that runs and one that waits; later
    /// answers are added to the one that waits.
    /// </summary>
    public static void AskForContributions(ThreadDraft draft, OpenTurn answer)
    {
        if (answer.IsCommand) return;
        foreach (var participant in AskedAt(draft.State, AdviceTime.After, answer.Agent))
        {
            if (answer.Advisers.Contains(participant.Agent)) continue;
            var waiting = draft.State.Turns.FirstOrDefault(
                turn => turn is { Kind: TurnKind.Contribution, Running: false } && turn.Agent == participant.Agent);
            if (waiting is null)
                ThreadTurns.Queue(
                    draft,
                    new(draft.NewTurn(), TurnKind.Contribution, participant.Agent, answer.Triggers)
                    {
                        Parent = answer.Id,
                    });
            else if (waiting.Triggers.Length < draft.Rules.TriggersMax)
                draft.Add(new TurnExtended(waiting.Id, answer.Triggers[^1]));
        }
    }

    /// <summary>
    /// Lets the author revise its answer once, when all contributions to it are in and no newer message waits.
    /// </summary>
    public static void AskForRevision(ThreadDraft draft)
    {
        if (draft.State.Revisable is not { Contributed: true } answer || answer.Agent != draft.State.Owner) return;
        if (draft.State.Turns.Any(turn => turn.IsOwners || turn.Parent == answer.Turn)) return;
        ThreadTurns.Queue(draft, new(draft.NewTurn(), TurnKind.Revision, answer.Agent, answer.Triggers)
        {
            Parent = answer.Turn,
        });
    }

    private static IEnumerable<Participant> AskedAt(AgentThread state, AdviceTime when, AgentId answering) =>
        state.Hidden ? [] : state.Participants.Where(
            p => p.Active && p.When == when && p.Agent != answering && p.Agent != state.Owner);
}
