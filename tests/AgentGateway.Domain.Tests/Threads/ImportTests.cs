using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Threads that are copies of other programs' conversations.</summary>
public sealed class ImportTests
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly ThreadImport Origin = new(
        "claude", "7c1d", "/srv/site", "/home/me/.claude/7c1d.jsonl", Then);

    private static readonly ImportMark First = new(100, "aa");

    private static readonly ImportMark Second = new(200, "bb");

    [Fact]
    public void The_first_messages_open_the_thread_at_the_time_when_they_were_said()
    {
        var story = ThreadStory.Given()
            .When(Import(null, First, Asked("Mend the menu"), Answered("Done.", minutes: 5)))
            .Then(
                new ThreadCreated(null, new("claude"), null, "operator") { Import = Origin },
                new ThreadRenamed("Mend the menu", Automatic: true),
                Said(1, MessageRole.User, "operator", "Mend the menu", 0),
                Said(2, MessageRole.Assistant, "claude", "Done.", 5),
                new ThreadImportAdvanced(First));

        Assert.Equal((Then, Then.AddMinutes(5)), (story.State.CreatedAt, story.State.UpdatedAt));
        Assert.Equal(First, story.State.ImportedThrough);
    }

    [Fact]
    public void Later_messages_go_behind_them_and_the_same_ones_are_not_taken_twice() => ThreadStory.Given()
        .When(Import(null, First, Asked("Mend the menu")))
        .When(Import(null, First, Asked("Mend the menu"))).ThenRefused(ThreadRejections.ImportedMeanwhile)
        .When(Import(First, Second, Answered("Done.", minutes: 5)))
            .Then(Said(2, MessageRole.Assistant, "claude", "Done.", 5), new ThreadImportAdvanced(Second));

    [Fact]
    public void The_programs_title_takes_the_place_of_the_first_words_but_not_of_a_persons_title()
    {
        ThreadStory.Given()
            .When(Import(null, First, Asked("Mend the menu")))
            .When(Import(First, Second) with { Title = "Menu on small screens" })
                .ThenAmongOthers(new ThreadRenamed("Menu on small screens"));
        ThreadStory.Given()
            .When(Import(null, First, Asked("Mend the menu")))
            .When(new ChangeThread("The menu", null, null))
            .When(Import(First, Second) with { Title = "Menu on small screens" }).ThenNo<ThreadRenamed>();
    }

    [Fact]
    public void It_is_read_only_but_can_be_renamed_put_away_and_deleted() => ThreadStory.Given()
        .When(Import(null, First, Asked("Mend the menu")))
        .When(Orders.Post("And the footer")).ThenRefused(ThreadRejections.Imported(Origin))
        .When(new ChangeParticipant(Weles, "look", null)).ThenRefused(ThreadRejections.Imported(Origin))
        .When(new HandOff("rarog", null)).ThenRefused(ThreadRejections.Imported(Origin))
        .When(new RequestDelegation(Weles, "look", null)).ThenRefused(ThreadRejections.Imported(Origin))
        .When(new PostNotice("key", "session:build", "It ended.")).ThenRefused(ThreadRejections.Imported(Origin))
        .When(new ChangeThread("Menu", true, true))
            .Then(new ThreadRenamed("Menu"), new ThreadArchived(), new ThreadPinned())
        .When(new DeleteThread()).Then(new ThreadDeleted())
        .When(Import(null, First, Asked("Mend the menu"))).ThenRefused(ThreadRejections.UnknownThread);

    [Fact]
    public void A_thread_of_the_gateway_takes_no_import() => ThreadStory.GivenThread()
        .When(Import(null, First, Asked("Mend the menu"))).ThenRefused(ThreadRejections.UnknownThread);

    private static ImportMessages Import(
        ImportMark? after, ImportMark through, params IReadOnlyList<ImportedMessage> messages) =>
        new(ThreadStory.Thread, Origin, messages, after, through);

    private static ImportedMessage Asked(string text) => new(MessageRole.User, "operator", text, Then);

    private static ImportedMessage Answered(string text, int minutes) =>
        new(MessageRole.Assistant, "claude", text, Then.AddMinutes(minutes));

    private static MessagePosted Said(int number, MessageRole role, string author, string text, int minutes) =>
        new(new(Id.Message(number), number, role, author, text, Visibility.Visible)
        {
            SaidAt = Then.AddMinutes(minutes),
        });
}
