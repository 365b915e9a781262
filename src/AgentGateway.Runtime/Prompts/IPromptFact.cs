using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The fact that a source has gathered for one prompt. Immutable; its members are pure functions of it and the subject.
/// </summary>
public interface IPromptFact
{
    /// <summary>The section's text; null or blank leaves the section out.</summary>
    /// <param name="subject">
    /// The thread that will be shown. After a compaction it is newer than the state from which the fact was gathered.
    /// </param>
    string? Write(PromptSubject subject);

    /// <summary>
    /// Messages of the thread that the section shows, which are therefore not shown a second time among the messages.
    /// </summary>
    IEnumerable<Message> Shown(PromptSubject subject) => [];
}
