import { Boards } from "../../../../src/constructs/mattermost/features/boards";

test("keeps boards and keeps them private, unless told otherwise", () => {
  expect(new Boards().bind()).toEqual({
    settings: { DataRetentionSettings: { EnableBoardsDeletion: false, BoardsRetentionDays: 36_500 } },
    plugins: { focalboard: { enabled: true, settings: { enablepublicsharedboards: false } } },
  });
  expect(new Boards({ publicSharing: true }).bind().plugins?.focalboard?.settings).toEqual({
    enablepublicsharedboards: true,
  });
});
