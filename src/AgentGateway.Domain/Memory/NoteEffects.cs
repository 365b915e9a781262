using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Memory;

/// <summary>Tell the earlier note that this one contradicts it.</summary>
public sealed record LinkNote(string Key, NoteId Earlier) : Effect(Key);

/// <summary>Erase what the note said.</summary>
public sealed record EraseNote(string Key) : Effect(Key);
