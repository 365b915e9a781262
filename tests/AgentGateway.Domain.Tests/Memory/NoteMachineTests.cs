using AgentGateway.Domain.Memory;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Memory.NoteMachine,
    AgentGateway.Domain.Memory.MemoryNote,
    AgentGateway.Domain.Memory.NoteCommand>;

namespace AgentGateway.Domain.Tests.Memory;

public sealed class NoteMachineTests
{
    private static readonly NoteAuthor Weles = new("weles", IsPerson: false, IsUntrusted: false);
    private static readonly NoteAuthor Person = new("operator", IsPerson: true, IsUntrusted: false);
    private static readonly NoteContent Port = new("The port is 8080", "port", NoteKind.Fact, MemoryScope.Global, 0.5, null);
    private static readonly NoteContent Other = Port with { Text = "The port is 9090" };
    private static readonly NoteRemembered Remembered = new(Port, Weles, NoteSource.None, null);

    [Fact]
    public void A_note_is_remembered_once_and_shown_as_a_row()
    {
        var story = Story.Given();
        story.When(new RememberNote(Port, Weles, NoteSource.None, null), Remembered);
        story = Story.Given(Remembered);
        story.When(new RememberNote(Other, Person, NoteSource.None, null));
        Assert.Equal([new NoteRow(story.State)], story.Rows);
        Assert.Equal((Port, NoteStanding.Active, false), (story.State.Content, story.State.Standing, story.State.IsConfirmed));
        Assert.Empty(story.Owed);
    }

    [Fact]
    public void What_a_person_confirms_is_believed_more_and_a_correction_begins_anew()
    {
        var confirmed = new NoteConfirmed(Person, 0.9, Story.Start.AddDays(1));
        var story = Story.Given(Remembered, confirmed);
        Story.Given(Remembered).When(new ConfirmNote(Person, 0.9, Story.Start.AddDays(1)), confirmed);
        Assert.Equal(
            (true, 1, 0.9, (DateTimeOffset?)Story.Start.AddDays(1)),
            (story.State.IsConfirmed, story.State.Confirmations, story.State.Content!.Confidence,
                story.State.Content.ExpiresAt));

        var corrected = new NoteCorrected(Other, Weles, "moved");
        story.When(new CorrectNote(Other, Weles, "moved"), corrected);
        var later = Story.Given(Remembered, confirmed, corrected).State;
        Assert.Equal((Other, false, 0, 1, "moved"),
            (later.Content, later.IsConfirmed, later.Confirmations, later.Corrections, later.Reason));
    }

    [Fact]
    public void A_note_that_came_from_outside_is_no_more_believed_because_a_person_passed_it_on()
    {
        var chat = new NoteAuthor("telegram:42", IsPerson: true, IsUntrusted: true);
        Assert.False(Story.Given(new NoteRemembered(Port, chat, NoteSource.None, null)).State.IsConfirmed);
    }

    [Fact]
    public void A_note_in_anothers_place_owes_it_the_news_until_it_knows()
    {
        var story = Story.Given(new NoteRemembered(Other, Weles, NoteSource.None, new("mem_1")));
        Assert.Equal([new LinkNote(Story.Key(1), new("mem_1"))], story.Owed);
        story.When(new ConfirmNoteLinked(), new NoteLinked());
        Assert.Empty(Story.Given(new NoteRemembered(Other, Weles, NoteSource.None, new("mem_1")), new NoteLinked()).Owed);
    }

    [Fact]
    public void A_superseded_or_retracted_note_is_not_changed_any_more()
    {
        var superseded = Story.Given(Remembered, new NoteSuperseded(new("mem_2")));
        superseded.When(new SupersedeNote(new("mem_3")));
        superseded.Refuses(new CorrectNote(Other, Weles, null), NoteRejections.NotActive(superseded.State));
        var retracted = Story.Given(Remembered, new NoteRetracted("weles", "wrong"));
        retracted.When(new RetractNote("weles", null));
        retracted.Refuses(new ConfirmNote(Person, null, null), NoteRejections.NotActive(retracted.State));
        Assert.Contains("wrong", NoteRejections.NotActive(retracted.State).Message, StringComparison.Ordinal);
        Story.Given(Remembered).Refuses(new SupersedeNote(new(Story.Id)), NoteRejections.Itself);
    }

    [Fact]
    public void A_forgotten_note_says_nothing_and_owes_its_erasing()
    {
        var story = Story.Given(Remembered, new NoteForgotten("operator"));
        Assert.Equal((null, NoteStanding.Forgotten), (story.State.Content, story.State.Standing));
        Assert.True(Assert.Single(story.Rows).IsRemoved);
        Assert.Equal([new EraseNote(Story.Key(2))], story.Owed);
        story.When(new ForgetNote("operator"));
        story.When(new RememberNote(Port, Weles, NoteSource.None, null));
        story.Refuses(new CorrectNote(Other, Weles, null), NoteRejections.Unknown);
        story.When(new ConfirmNoteErased(), new NoteErased());
        Assert.Empty(Story.Given(Remembered, new NoteForgotten("operator"), new NoteErased()).Owed);
        Assert.True(NoteMachine.BeginsAnew(new NoteForgotten("operator")));
    }

    [Fact]
    public void What_is_not_there_is_not_changed()
    {
        foreach (var command in (NoteCommand[])
        [
            new CorrectNote(Port, Weles, null), new ForgetNote("weles"), new SupersedeNote(new("mem_2")),
            new RetractNote("a", null),
        ])
            Story.Given().Refuses(command, NoteRejections.Unknown);
    }
}
