namespace AgentGateway.Domain.Memory;

/// <summary>Who wrote something into memory, as the daemon established it.</summary>
/// <param name="Name">A principal's name or an agent's id.</param>
/// <param name="IsPerson">A person, rather than an agent or a program.</param>
/// <param name="IsUntrusted">
/// It took the words from outside, such as a terminal, a web page or a chat: they may be wrong or hostile.
/// </param>
public sealed record NoteAuthor(string Name, bool IsPerson, bool IsUntrusted);
