namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Erasing, inserting, deleting and scrolling, from the cursor on. Emptied cells have the pen's background.
/// </summary>
internal sealed class ScreenEdits(ScreenBuffer screen)
{
    public void InsertColumns(int count)
    {
        if (screen.X < screen.Columns)
            screen.Row.Insert(screen.X, Math.Min(count, screen.Columns - screen.X), screen.Blank);
    }

    public void DeleteColumns(int count)
    {
        if (screen.X < screen.Columns)
            screen.Row.Delete(screen.X, count, screen.Blank);
    }

    public void EraseColumns(int count)
    {
        if (screen.X < screen.Columns)
            EraseColumns(screen.X, screen.X + count);
    }

    /// <summary>
    /// Outside of the region tmux inserts fewer rows than there are below, or none, as xterm always does there.
    /// </summary>
    public void InsertRows(int count)
    {
        if (screen.InRegion(screen.Y) || count < screen.Rows - screen.Y)
            screen.Grid.InsertRows(screen.Y, count, LastRowOfEdit(), screen.Blank);
    }

    public void DeleteRows(int count) => screen.Grid.DeleteRows(screen.Y, count, LastRowOfEdit(), screen.Blank);

    public void ScrollUp(int count)
    {
        for (var times = Math.Min(count, screen.Bottom + 1 - screen.Top); times > 0; times--)
            screen.Grid.ScrollUp(screen.Top, screen.Bottom, screen.Blank);
    }

    public void ScrollDown(int count)
    {
        for (var times = Math.Min(count, screen.Bottom + 1 - screen.Top); times > 0; times--)
            screen.Grid.ScrollDown(screen.Top, screen.Bottom, screen.Blank);
    }

    /// <param name="what">0 from the cursor on, 1 up to it, 2 the whole row.</param>
    public void EraseRow(int what)
    {
        switch (what)
        {
            case 0:
                EraseColumns(screen.X, screen.Columns);
                break;
            case 1:
                EraseColumns(0, screen.X + 1);
                break;
            case 2:
                EraseColumns(0, screen.Columns);
                break;
            default:
                break;
        }
    }

    /// <param name="what">0 from the cursor on, 1 up to it, 2 the whole screen, 3 the scrollback.</param>
    public void EraseScreen(int what)
    {
        switch (what)
        {
            case 0 when screen.X == 0 && screen.Y == 0:
            case 2:
                screen.Grid.Clear(screen.Blank);
                break;
            case 0:
                EraseColumns(screen.X, screen.Columns);
                screen.Grid.ClearRows(screen.Y + 1, screen.Rows - screen.Y - 1, screen.Blank);
                break;
            case 1:
                screen.Grid.ClearRows(0, screen.Y, screen.Blank);
                EraseColumns(0, screen.X + 1);
                break;
            case 3:
                screen.Grid.ClearHistory();
                break;
            default:
                break;
        }
    }

    /// <summary>Fills the screen with E, by which a technician sees whether it is straight.</summary>
    public void Align()
    {
        for (var y = 0; y < screen.Rows; y++)
        {
            Array.Fill(screen.Grid[y].Cells, new Cell('E', 0));
            screen.Grid[y].Used = screen.Columns;
        }

        screen.ResetRegion();
        screen.MoveTo(0, 0);
    }

    /// <summary>
    /// Rows are inserted and deleted inside the region; outside of it, down to the end of the screen.
    /// </summary>
    private int LastRowOfEdit() => screen.InRegion(screen.Y) ? screen.Bottom : screen.Rows - 1;

    /// <summary>
    /// A row that is erased from end to end is empty again: no text of its own, and nothing goes on in it.
    /// </summary>
    private void EraseColumns(int from, int to)
    {
        if (from == 0 && to >= screen.Columns)
            screen.Grid.ClearRows(screen.Y, 1, screen.Blank);
        else
            screen.Row.Erase(from, to, screen.Blank);
    }
}
