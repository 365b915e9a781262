using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>Who advises and who owns.</summary>
public sealed partial class ThreadMachine
{
    private static Rejection? Participate(ThreadDraft draft, ChangeParticipant command) =>
        draft.State.Owner == command.Agent
            ? ThreadRejections.AlreadyOwner(command.Agent)
            : Participate(draft, command.Agent, command.Instruction, command.When);

    private static Rejection? Participate(ThreadDraft draft, AgentId agent, string? instruction, AdviceTime? when)
    {
        if (draft.Rules.Roster.Find(agent) is not { } definition) return ThreadRejections.UnknownAgent(agent.Value);
        var present = ParticipantOf(draft.State, agent);
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

    private static Rejection? Stop(ThreadDraft draft, AgentId agent)
    {
        if (ParticipantOf(draft.State, agent) is null) return ThreadRejections.NotParticipant(agent);
        foreach (var turn in draft.State.Turns.Where(
            t => t.Agent == agent && t.Kind is TurnKind.Advice or TurnKind.Contribution))
            End(draft, turn, TurnStatus.Cancelled, null);
        draft.Add(new ParticipantEnded(agent, draft.By));
        draft.Note($"{agent} no longer takes part.");
        return null;
    }

    private static Rejection? HandOver(ThreadDraft draft, string name, string? reason, TurnId? fromTurn)
    {
        if (draft.Rules.Roster.Find(name) is not { } agent) return ThreadRejections.UnknownAgent(name);
        if (fromTurn is not null && draft.By != draft.State.Owner.Value)
            return ThreadRejections.NotOwner(new(draft.By));
        if (agent.Id == draft.State.Owner) return ThreadRejections.AlreadyOwner(agent.Id);
        if (reason?.Length > draft.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(reason.Length, draft.Rules.TextCharactersMax);
        if (draft.State.OwnerStack.Length >= draft.Rules.OwnerStackMax)
            return ThreadRejections.StackFull(draft.Rules.OwnerStackMax);
        var from = draft.State.Owner;
        draft.Add(new HandedOff(from, agent.Id, draft.By, reason));
        draft.Note(
            $"{from} handed the thread to {agent.Id}, asked by {draft.By}{(reason is null ? "." : $": {reason}")}");
        return null;
    }

    private static Rejection? Return(ThreadDraft draft)
    {
        if (draft.State.OwnerStack.IsEmpty) return ThreadRejections.NobodyToReturnTo;
        var from = draft.State.Owner;
        var to = draft.State.OwnerStack[^1];
        draft.Add(new OwnershipReturned(from, to, draft.By));
        draft.Note($"{from} returned the thread to {to}, asked by {draft.By}.");
        return null;
    }

    private static Participant? ParticipantOf(AgentThread state, AgentId agent) =>
        state.Participants.FirstOrDefault(p => p.Agent == agent && p.Active);
}
